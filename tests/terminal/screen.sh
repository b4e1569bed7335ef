# What the tests at a terminal share: source it, it is not run alone.
# shellcheck shell=bash
#
# Needs $program, $work, a configuration $work/test.cf, and passed=0 failed=0 runs=0.
#
# shellcheck disable=SC2154 # they come from the script that sources this

terminal() {
    tmux -S "$socket" "$@"
}

# A fresh shell, with $options, started by $before, on a fresh screen; its exit status stays on the screen.
start() {
    terminal kill-server 2>/dev/null
    runs=$((runs + 1)) socket=$work/tmux.$runs
    PAGER=${pager-} terminal -f /dev/null new-session -d -x 100 -y 40 \
        "${before-} '$program' -bt -C '$work/test.cf' --max-steps 0 ${options-}; echo \"[exit \$?]\"; sleep 60"
}

type() { # KEY..., in the words of tmux send-keys
    terminal send-keys "$@"
}

enter() { # TEXT, then the return key
    terminal send-keys -l "$1"
    terminal send-keys Enter
}

screen() {
    terminal capture-pane -p 2>/dev/null
}

last_line() {
    screen | sed '/^$/d' | tail -n 1
}

# Until COMMAND... holds; a slow machine may take its time, and 20 seconds are the end.
soon() {
    local i
    for ((i = 0; i < 1000; i++)); do
        "$@" && return
        sleep 0.02
    done
    return 1
}

shows() { # EXTENDED REGULAR EXPRESSION, for one line of the screen
    screen | grep -Eq -- "$1"
}

counts() { # NUMBER EXPRESSION: so many lines
    [[ $(screen | grep -Ec -- "$2") = "$1" ]]
}

last_is() {
    [[ $(last_line) = "$1" ]]
}

# Nobody edits a line: the line that was entered is at work, or the program is gone.
at_work() {
    local tty
    tty=$(stty -F "$(terminal display-message -p '#{pane_tty}')" -a) && [[ $tty = *' icanon'* && $tty = *' echo '* ]]
}

expect() { # WHAT COMMAND...
    local what=$1
    shift
    if soon "$@"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAIL $what"
        screen | sed '/^$/d;s/^/    | /' | tail -n 15
    fi
}

