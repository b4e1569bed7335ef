# bash completion for btsh
# shellcheck shell=bash

_btsh()
{
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} match

    COMPREPLY=()
    case $before in
    -C | -D)
        compopt -o filenames
        while IFS= read -r match; do
            COMPREPLY+=("$match")
        done < <(compgen -f -- "$word")
        return
        ;;
    --hostname)
        while IFS= read -r match; do
            COMPREPLY+=("$match")
        done < <(compgen -A hostname -- "$word")
        return
        ;;
    --trace)
        while IFS= read -r match; do
            COMPREPLY+=("$match")
        done < <(compgen -W 'bt tree json off' -- "$word")
        return
        ;;
    -f | -M | -O | -o)
        return
        ;;
    esac
    while IFS= read -r match; do
        COMPREPLY+=("$match")
    done < <(compgen -W '-bt -bv -C -D -d -f -M -O -o -v --demo --ext --help --hostname --max-steps --no-exec --no-network --safe --show-secrets --source --trace --version explain graph' -- "$word")
}

complete -F _btsh btsh
