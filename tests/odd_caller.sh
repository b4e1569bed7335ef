# A caller whose environment says whatever btsh would ask for: scripts/check sources it, so that a test which sees anything
# of the person's or the machine's own fails everywhere, not on the one machine where CI or BTSH_TARGET happens to be set.
# The folders are none that anybody can make. What the program asks of its caller and does not stand here is found by
# tests/house/run; PATH, HOME and TMPDIR are needed.
# shellcheck shell=bash
export CI=true NAME='odd caller' TZ=Asia/Kathmandu BTSH_TARGET=8.18.1 HARNESS_ACTIVE=1
export NO_COLOR=1 TERM=dumb PAGER=false EDITOR=false VISUAL=false
export XDG_CONFIG_HOME=/dev/null/config XDG_STATE_HOME=/dev/null/state
