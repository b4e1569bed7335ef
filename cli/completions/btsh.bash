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
    -f | -M | -O | -o)
        return
        ;;
    esac
    while IFS= read -r match; do
        COMPREPLY+=("$match")
    done < <(compgen -W '-bt -bv -C -D -d -f -M -O -o -v --demo --help --hostname --version' -- "$word")
}

complete -F _btsh btsh
