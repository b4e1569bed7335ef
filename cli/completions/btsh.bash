# bash completion for btsh
# shellcheck shell=bash

_btsh()
{
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} match options=none

    COMPREPLY=()
    case $before in
    -C | -D | --addresses | --cf-dir | --include-dir | --junit | --lcov | --record | --replay | --root | --zone)
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
    -f | -M | -O | -o | --map | --users | --filter | --coverage-min)
        return
        ;;
    esac
    case " ${COMP_WORDS[*]:1:COMP_CWORD-1} " in
    *' test '*) options='--accept --coverage --coverage-min --fail-fast --filter --junit --lcov --list --review --shuffle -j' ;;
    *' diff '*) options='--addresses --expect-no-changes --map --zone --root --hosts --hostname --users --replay --source -j' ;;
    *' record '*) options= ;;
    *' smtp '*) options='--auth-mechanisms --because --client --connections --daemon --plan --rate' ;;
    esac
    if [[ $options != none ]]; then
        compopt -o filenames
        while IFS= read -r match; do
            COMPREPLY+=("$match")
        done < <(compgen -W "$options" -- "$word"; compgen -f -- "$word")
        return
    fi
    while IFS= read -r match; do
        COMPREPLY+=("$match")
    done < <(compgen -W "-bs -bt -bv $("${COMP_WORDS[0]}" --help 2>/dev/null |
        sed -nE 's/^  (--?[a-zA-Z-]+) .*/\1/p; s/^  ([a-z]+) .*/\1/p')" -- "$word")
}

complete -F _btsh btsh
