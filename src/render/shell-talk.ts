/**
 * How a script of a runbook asks, approves and writes down. The log is its memory: a step is done when the log says so.
 * Works with bash 3.2 and later.
 */
export const SHELL_TALK = String.raw`
usage() {
  cat <<'USAGE'
Goes back by the runbook, step by step.

  --after STEP   the last step of the migration that was begun: it decides on the way
  --route ROUTE  the way, when you know better: see --list
  --only STEP    this one step of the runbook, with its gate and its questions
  --list         print the ways, and the steps of the migration with their ids
  --dry-run      print what would be asked and run; asks, runs and writes nothing
  --help         print this

It asks before each gate. At a question: yes, no (leaves the part out), stop.
Times, answers and outputs go to the end of the log; when it is run again, it goes
on behind the last step that the log says is done.

Environment: DATABASE_URL or MYSQL_FILE (and what the commands name), ROLLBACK_LOG
(the log), ROLLBACK_PAUSE (seconds between tries, 15).
Exit status: 0 done, 1 a step or a check failed, 2 stopped at a question, 3 usage.
USAGE
}

# read_text NAME: what follows, into that variable. Begins no process, as cat would.
read_text() {
  local whole
  IFS= read -r -d '' whole || true
  printf -v "$1" '%s' "${'$'}{whole%$'\n'}"
}

say() { printf '%s\n' "$*"; }
who=${'$'}{ROLLBACK_USER:-${'$'}{USER:-$(id -un)}}

# note EVENT STEP TEXT: one line at the end of the log.
note() {
  if [ "$dry" = 1 ]; then return 0; fi
  if ! printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$RUNBOOK" "$1" "$2" \
    "${'$'}{who//[$'\t\r\n']/ }" "${'$'}{3//[$'\t\r\n']/ }" 2>/dev/null >>"$log"; then
    not_writable
  fi
}

not_writable() {
  say "the log $log cannot be written to: nothing more is run (ROLLBACK_LOG names another place)" >&2
  exit 3
}

# noted EVENT STEP: whether the log of this runbook has it.
noted() {
  if [ ! -f "$log" ]; then return 1; fi
  awk -F '\t' -v book="$RUNBOOK" -v event="$1" -v step="$2" \
    '$2 == book && $3 == event && $4 == step { found = 1 } END { exit !found }' "$log"
}

# Where the migration stood when the runbook was begun and did not come to its end.
stood_at() {
  if [ ! -f "$log" ]; then return 0; fi
  awk -F '\t' -v book="$RUNBOOK" '$2 != book { next }
    $3 == "START" && sub(/^.* after=/, "", $6) { route = $4; step = $6 }
    $3 == "END" && $4 == route { step = "" }
    END { print step }' "$log"
}

stop() {
  note STOPPED "$1" "$2"
  say "Stopped: $2. Run it again to go on from here; the log is $log."
  exit "$3"
}

# read_answer STEP QUESTION: the answer is in $answer. Nobody there is the same as stop.
read_answer() {
  printf '%s ' "$2"
  if ! IFS= read -r answer <&3; then answer=stop; say; fi
  note ANSWER "$1" "$2 $answer"
}

# ask STEP QUESTION: 0 is yes, 1 is no; stop ends it.
ask() {
  if [ "$dry" = 1 ]; then say "  would ask: $2"; return 0; fi
  while true; do
    read_answer "$1" "$2 (yes/no/stop)"
    case $answer in
      yes) return 0 ;;
      no) return 1 ;;
      stop) stop "$1" "somebody said stop, or nobody answered" 2 ;;
      *) say 'Please write yes, no or stop.' ;;
    esac
  done
}

# approve PART LEVEL: two people by name, once for each part; or break-glass.
approve() {
  local first second incident key="$1:$2"
  if [ "$dry" = 1 ]; then say "  would ask for the approval of two people: $2"; return 0; fi
  if noted APPROVED "$key"; then return 0; fi
  say "This needs the approval of two people who do not run it ($2). Write break-glass when nobody can be reached."
  read_answer "$key" 'Number of the incident:'
  case $answer in '' | stop | break-glass) stop "$key" 'no incident' 2 ;; esac
  incident=$answer
  note INCIDENT "$key" "$incident"
  read_answer "$key" 'First approver, by name:'
  first=$answer
  if [ "$first" = break-glass ]; then break_glass "$key" "$incident"; return 0; fi
  read_answer "$key" 'Second approver, by name:'
  second=$answer
  if [ "$second" = break-glass ]; then break_glass "$key" "$incident"; return 0; fi
  for name in "$first" "$second"; do
    case $name in
      '' | no | stop | yes) stop "$key" 'not approved' 2 ;;
      "$who") stop "$key" "$name runs this script, and cannot approve it" 2 ;;
    esac
  done
  if [ "$first" = "$second" ]; then stop "$key" 'both names are the same' 2; fi
  note APPROVED "$key" "$first and $second"
}

# said STEP QUESTION: an answer that is one.
said() {
  read_answer "$1" "$2"
  case $answer in '' | stop | no | yes) stop "$1" 'no break-glass without a name, a risk, a way back and a task' 2 ;; esac
}

break_glass() {
  local commander risk recovery
  said "$1" 'Incident commander who says so, by name:'
  commander=$answer
  said "$1" 'The risk that is accepted, in one sentence:'
  risk=$answer
  said "$1" 'The way back from it (the id of the snapshot):'
  recovery=$answer
  said "$1" 'The task for the review, by its number:'
  note BREAK-GLASS "$1" "incident=$2 commander=$commander risk=$risk recovery=$recovery task=$answer"
  note APPROVED "$1" "break-glass by $commander"
}

# answer_of LANGUAGE TEXT: what a query or a command answers.
answer_of() {
  if [ "$1" = sql ]; then ask_database "$2"; else bash -euo pipefail -c "$2" </dev/null 9>&-; fi
}

# find_answer LANGUAGE TEXT: the answer is in $got; what was said beside it, such as a warning, in $told.
find_answer() {
  local all
  all=$({ told=$(answer_of "$1" "$2" 2>&1 >&4) && status=0 || status=$?; } 4>&1
    printf '\036%s\036%s' "$status" "${'$'}{told//$'\036'/ }")
  told=${'$'}{all##*$'\036'} all=${'$'}{all%$'\036'*}
  got=${'$'}{all%$'\036'*}
  while [ "$got" != "${'$'}{got%$'\n'}" ]; do got=${'$'}{got%$'\n'}; done
  return "${'$'}{all##*$'\036'}"
}

# holds STEP LANGUAGE TEXT EXPECTED IS: whether the answer is as it must be. It is in $got.
holds() {
  if [ "$2" = words ]; then
    got=no
    if ask "$1" "$3: $4. Is it so?"; then got=yes; fi
    [ "$got" = yes ]
    return
  fi
  gone=0 broken=0
  if ! find_answer "$2" "$3"; then
    # What is not there has no answer: then the thing itself is gone.
    got=$got$told
    case $got in *42P01* | *42703* | *3F000* | *'(42S02)'* | *'(42S22)'*) gone=1 ;; *) broken=1 ;; esac
    got="error: $got" told=''
  fi
  if [ -n "$told" ]; then say "   beside the answer: $told"; fi
  note ASKED "$1" "$3 -> $got (must be$([ "$5" = other ] && printf ' other than') $4)${'$'}{told:+ beside it: $told}"
  if [ "$broken" = 1 ]; then return 1; fi
  if [ "$5" = other ]; then [ "$got" != "$4" ]; else [ "$gone" = 0 ] && [ "$got" = "$4" ]; fi
}
`;
