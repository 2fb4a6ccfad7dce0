/** How a script of a runbook goes through its parts: options, the way, and one run at a time. */
export const SHELL_MAIN = `
# Behind resume the parts are for another day; others only when they are needed.
enter_part() { # PART
  say
  say "#### $1: $(part_title "$1")"
  say "     $(part_when "$1")"
  case $1 in
    application_revert) ask "$1" 'Is the symptom still there, five minutes after the flag is off?' ;;
    mend | restore | data_undo | schema_undo) ask "$1" 'Is this part to be done?' ;;
    contract_undo) if [ "$route" = old_side_gone ]; then ask "$1" 'Is this part to be done?'; fi ;;
    *) if [ "$behind_resume" = 1 ]; then ask "$1" 'Go on with what is for another day?'; fi ;;
  esac
}

interrupted() {
  note INTERRUPTED "$step" 'interrupted'
  say
  say "Interrupted in $step. Run it again to go on from here; the log is $log."
  exit 130
}

choose_reached() {
  if [ "$dry" = 1 ] && [ -z "$after" ]; then say 'without --after: as if every step of the migration was done'; return 0; fi
  if [ -z "$after$route" ]; then
    after=$(stood_at)
    if [ -n "$after" ]; then say "It goes on from $after, where the log says the migration stands; --after says otherwise."; fi
  fi
  while [ -z "$after" ]; do
    read_answer stop_where 'The last step of the migration that was begun (its id, or list):'
    case $answer in
      list) list ;;
      stop) stop stop_where 'nobody said where it stands' 2 ;;
      *) if [ -n "$(position_of "$answer")" ]; then after=$answer; else say 'There is no such step: write list.'; fi ;;
    esac
  done
  reached=$(position_of "$after")
  if [ -z "$reached" ]; then say "there is no step $after: see --list" >&2; exit 3; fi
  export REACHED=$reached
}

# Two people who run it at a time would undo each other's work.
begin_alone() { # STEP...
  if [ "$dry" = 1 ]; then return 0; fi
  need_environment "$@"
  if ! { : >>"$log"; } 2>/dev/null; then not_writable; fi
  if command -v flock >/dev/null; then
    exec 9>>"$log"
    flock -n 9 || in_use
    return 0
  fi
  # A link is made whole or not at all; of a process that is gone nobody waits for the end.
  until ln -s "$$" "$log.lock" 2>/dev/null; do
    if kill -0 "$(readlink "$log.lock")" 2>/dev/null; then in_use; fi
    rm -f "$log.lock"
  done
  trap 'rm -f "$log.lock"' EXIT
}

in_use() { say "somebody else runs it at this moment: the log $log is in use" >&2; exit 1; }

main() {
  local part steps
  while [ $# -gt 0 ]; do
    case $1 in
      --after) after=\${2:-}; shift ;;
      --route) route=\${2:-}; shift ;;
      --only) only=\${2:-}; shift ;;
      --list) list; exit 0 ;;
      --dry-run) dry=1 ;;
      --help) usage; exit 0 ;;
      *) say "unknown option $1: see --help" >&2; exit 3 ;;
    esac
    shift || { say 'the option lacks its value: see --help' >&2; exit 3; }
  done
  exec 3<&0
  trap interrupted INT TERM HUP
  step=start
  say "Runbook $RUNBOOK of migration $MIGRATION; log: $log$([ "$dry" = 1 ] && printf ' (dry: nothing is run or written)')"
  if [ -n "$only" ]; then
    part=$(part_of "$only")
    if [ -z "$part" ]; then say "there is no step $only: see the runbook" >&2; exit 3; fi
    if [ -z "$after" ]; then after=$(stood_at); fi
    if [ -n "$after" ] && [ -n "$(position_of "$after")" ]; then REACHED=$(position_of "$after"); export REACHED; fi
    begin_alone "$only"
    note START "$only" "plan=$PLAN only"
    step=$only
    do_step "$only" "$part"
    note END "$only" 'done'
    return 0
  fi
  choose_reached
  if [ -z "$route" ]; then route=$(route_at "$reached"); fi
  if [ -z "$(parts_of "$route")" ]; then say "there is no route $route: see --list" >&2; exit 3; fi
  steps=()
  for part in $(parts_of "$route"); do for step in $(steps_of "$part"); do steps+=("$step"); done; done
  begin_alone "\${steps[@]}"
  note START "$route" "plan=$PLAN after=\${after:-the end}"
  say "Route: $route"
  for part in $(parts_of "$route"); do
    step=$part
    if enter_part "$part"; then
      for step in $(steps_of "$part"); do do_step "$step" "$part"; done
    else
      note LEFT-OUT "$part" 'left out'
      if [ "$behind_resume" = 1 ] && [ "$part" = checks ]; then break; fi
    fi
    if [ "$part" = resume ]; then behind_resume=1; fi
  done
  note END "$route" 'done'
  say
  say "Done. The log is $log."
}
`;
