/** What a script of a runbook does with its steps: it runs, verifies, tries again and resumes. */
export const SHELL_ENGINE = String.raw`
# Each step fills these; see add and question below.
clear_step() {
  title='' owner='' when='' gate=none language=words expected='' on_failure='' abort='' loses='' loses_query='' records='' needs='' late=''
  transactional=0 repeatable=1 retries=0 number=0 until=0 command=''
  optional=0
  applies=() applies_expect=() applies_language=() preflight=() preflight_expect=() preflight_language=()
  verify=() verify_expect=() verify_language=() verify_is=()
}

# record STEP OUTPUT: what its last line is goes into the log under a name of its own.
record() {
  if [ -z "$records" ]; then return 0; fi
  say "   $records: ${'$'}{2##*$'\n'}"
  note RECORDED "$1" "$records: ${'$'}{2##*$'\n'}"
}

run_command() {
  local try=0 output status
  while true; do
    status=0
    output=$(bash -euo pipefail -c "$command" </dev/null 2>&1 9>&-) || status=$?
    if [ -n "$output" ]; then say "$output"; fi
    note OUTPUT "$1" "status=$status $output"
    if [ "$status" = 0 ]; then record "$1" "$output"; return 0; fi
    case $output in *55P03* | *'lock timeout'* | *'Lock wait timeout'*) ;; *) return "$status" ;; esac
    if [ "$try" -ge "$retries" ]; then return "$status"; fi
    try=$((try + 1))
    say "  something holds a lock: try $((try + 1)) of $((retries + 1)) in ${'$'}{ROLLBACK_PAUSE:-15} seconds"
    sleep "${'$'}{ROLLBACK_PAUSE:-15}"
  done
}

# nothing_to_undo STEP: of one transaction none of whose effects is there, and all of which is as its undo leaves it.
nothing_to_undo() {
  local at=0
  if [ "$transactional" = 0 ] || [ "${'$'}{#applies[@]}" = 0 ]; then return 1; fi
  for at in "${'$'}{!applies[@]}"; do
    if holds "$1" "${'$'}{applies_language[$at]}" "${'$'}{applies[$at]}" "${'$'}{applies_expect[$at]}" equal; then return 1; fi
    # Nobody answered: then it is done, which does no harm twice.
    if [ "$broken" = 1 ]; then return 1; fi
  done
  at=0
  while [ "$at" -lt "${'$'}{#verify[@]}" ]; do
    if ! holds "$1" "${'$'}{verify_language[$at]}" "${'$'}{verify[$at]}" "${'$'}{verify_expect[$at]}" "${'$'}{verify_is[$at]}"; then return 1; fi
    at=$((at + 1))
  done
}

show_step() {
  say
  say "== $1: $title"
  say "   owner: $owner; gate: $gate"
  if [ -n "$loses" ]; then say "   LOSES: $loses"; fi
  printf '   | %s\n' "${'$'}{command//$'\n'/$'\n   | '}"
  say "   expected: $expected"
}

# failed STEP WHAT: what to do about it; 0 is again, 1 is go on.
failed() {
  note FAILED "$1" "$2"
  say "!! $1: $2"
  say "   on failure: $on_failure"
  say "   abort: $abort"
  while true; do
    read_answer "$1" 'again, accept (with your name in the log), or stop:'
    case $answer in
      again) return 0 ;;
      accept) note ACCEPTED "$1" "$2"; return 1 ;;
      stop | no) stop "$1" "$2" 1 ;;
      *) say 'Please write again, accept or stop.' ;;
    esac
  done
}

check_all() { # STEP preflight|verify
  local at text expect is kind
  if [ "$2" = preflight ]; then set -- "$1" "$2" "${'$'}{#preflight[@]}"; else set -- "$1" "$2" "${'$'}{#verify[@]}"; fi
  at=0
  while [ "$at" -lt "$3" ]; do
    if [ "$2" = preflight ]; then
      text=${'$'}{preflight[$at]} expect=${'$'}{preflight_expect[$at]} kind=${'$'}{preflight_language[$at]} is=equal
    else
      text=${'$'}{verify[$at]} expect=${'$'}{verify_expect[$at]} kind=${'$'}{verify_language[$at]} is=${'$'}{verify_is[$at]}
    fi
    if [ "$dry" = 1 ]; then
      say "  would ask ($2): $text -> $([ "$is" = other ] && printf 'other than ')$expect"
    elif ! holds "$1" "$kind" "$text" "$expect" "$is"; then
      if failed "$1" "$2: the answer is ${'$'}{got:-nothing}, and must be $([ "$is" = other ] && printf 'other than ')${'$'}{expect:-nothing}"; then
        continue
      fi
    fi
    at=$((at + 1))
  done
}

pass_gate() { # STEP PART
  case $gate in
    none) return 0 ;;
    confirm) ask "$1" "Run $1?" || stop "$1" 'not confirmed' 2 ;;
    schema) approve "$2" schema ;;
    destructive)
      approve "$2" destructive
      if [ -n "$loses_query" ] && [ "$dry" = 0 ]; then
        find_answer sql "$loses_query" || got="error: $told"
        say "   what would be lost is counted: $got"
        note ASKED "$1" "$loses_query -> $got"
      fi
      ask "$1" "Run $1, with what it loses?" || stop "$1" 'not confirmed' 2
      ;;
  esac
}

# Whether a step is for where the migration stands; one that is wanted alone is taken as it is.
is_over() { [ -z "$only" ] && [ "$until" != 0 ] && [ "$until" -le "$reached" ]; }

# What steps name must be there before the first of them runs.
need_environment() { # STEP...
  local each name named='' missing=0
  for each in "$@"; do
    clear_step
    "step_$each"
    if [ "$number" -gt "$reached" ] || is_over; then continue; fi
    for name in $needs; do
      if [ -z "${'$'}{!name:-}" ]; then say "$name is not set: $each needs it" >&2; missing=1; fi
      case " $named " in *" $name "*) ;; *) named="$named $name" ;; esac
    done
  done
  if [ "$missing" = 1 ]; then exit 3; fi
  for name in $named; do
    case ${'$'}{!name} in
      *://*:*@* | *password=*)
        say "!! $name holds a password, and whoever lists the processes of this machine sees it:"
        say "   put it into ~/.pgpass, or write service=... for an entry of ~/.pg_service.conf"
        ;;
    esac
  done
}

# need_late STEP: what comes to be on the way only, into the environment; the log does not have it.
need_late() {
  local name value
  if [ "$dry" = 1 ]; then return 0; fi
  for name in $late; do
    if [ -n "${'$'}{!name:-}" ]; then continue; fi
    printf '%s of the restored instance, without a password: ' "$name"
    if ! IFS= read -r value <&3 || [ -z "$value" ]; then say; stop "$1" "nobody said what $name is" 2; fi
    export "$name=$value"
  done
}

do_step() { # STEP PART
  local seen
  clear_step
  "step_$1"
  if [ "$number" -gt "$reached" ]; then say "-- $1: was never begun"; return 0; fi
  if is_over; then say "-- $1: $title: not any longer, where the migration stands"; return 0; fi
  if [ "$dry" = 0 ] && noted DONE "$1"; then say "-- $1: done before"; return 0; fi
  show_step "$1"
  if [ "$optional" = 1 ] && ! ask "$1" "$when. Is this step to be done?"; then
    note LEFT-OUT "$1" 'left out'
    return 0
  fi
  if [ "$dry" = 0 ] && nothing_to_undo "$1"; then
    say '   nothing to undo: nothing of it is there'
    note DONE "$1" 'nothing to undo'
    return 0
  fi
  if [ "$dry" = 0 ] && [ "$repeatable" = 0 ] && noted BEGUN "$1"; then
    read_answer "$1" 'It was begun before, and may not be run twice. Look first: done, again or stop:'
    seen=$answer
    case $seen in
      done) note DONE "$1" 'said to be done'; return 0 ;;
      again) ;;
      *) stop "$1" 'begun before' 1 ;;
    esac
  fi
  pass_gate "$1" "$2"
  if [ "$language" != words ]; then need_late "$1"; fi
  check_all "$1" preflight
  note BEGUN "$1" "$title"
  perform "$1" "$2"
  need_late "$1"
  check_all "$1" verify
  note DONE "$1" "$title"
}

perform() { # STEP PART
  if [ "$dry" = 1 ]; then return 0; fi
  if [ "$language" = words ]; then
    ask "$1" 'Is it done?' || stop "$1" 'not done' 2
    return 0
  fi
  case $command in
    *UNASSIGNED*)
      ask "$1" 'The command lacks a value, and is not run. Is it done by hand?' || stop "$1" 'a value is missing' 1
      return 0
      ;;
  esac
  # What only looks must not hold up the flag.
  if [ "$2" = stop ]; then run_command "$1" || note FAILED "$1" 'the command failed; it only looks'; return 0; fi
  until run_command "$1"; do
    if failed "$1" 'the command failed'; then continue; else break; fi
  done
}
`;
