# bash completion for zonectl(1)                                                      -*- shell-script -*-

# One line a verb: its own words, then its options.
_zonectl_words() {
    case $1 in
        status) echo "--check -c --agent --collector --socket --json" ;;
        watch) echo "--agent --collector --socket --json" ;;
        why | sensors | tree | pool) echo "--socket --json" ;;
        quota) echo "show set --reason -r --order -o --dry-run -n --no-wait --socket --json" ;;
        event) echo "list add cancel --at --for --reason -r --order -o --dry-run -n --socket --json" ;;
        emergency) echo "off --for --reason -r --order -o --dry-run -n --no-wait --socket --json" ;;
        schedule) echo "show --socket --json" ;;
        hold) echo "off --for --reason -r --dry-run -n --socket --json" ;;
        maintenance) echo "on off --reason -r --dry-run -n --agent --collector --socket --json" ;;
        replace) echo "--reason -r --dry-run -n --collector --socket --json" ;;
        enroll) echo "--for --reason -r --order -o --dry-run -n --collector --socket --json" ;;
        revoke) echo "--reason -r --order -o --dry-run -n --collector --socket --json" ;;
        calibrate) echo "show stop --rig --yes -y --socket --json" ;;
        bench) echo "--json" ;;
        log) echo "--follow -f --since -s --until -u --rig -r --event -e --grep -g --limit -l --review --directory -D --file --agent --collector --socket --json" ;;
        review) echo "--since -s --until -u --socket --json" ;;
        doctor) echo "--config -c --socket --json" ;;
        version) echo "--json" ;;
        help) echo "status watch why sensors quota event emergency tree schedule hold maintenance replace enroll revoke calibrate pool bench log review doctor version help" ;;
    esac
}

# The rigs of this host, where an agent answers.
_zonectl_rigs() {
    zonectl status --agent --json 2>/dev/null | grep -o '"rig": *"[^"]*"' | cut -d '"' -f 4 | sort -u
}

# The verb that stands on the line already, if any; the options that may stand before it take one value at most.
_zonectl_verb() {
    local i word
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        case $word in
            --socket) ((i++)) ;;
            -*) ;;
            *)
                echo "$word $i"
                return
                ;;
        esac
    done
}

_zonectl() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} verb at words
    COMPREPLY=()
    case $previous in
        --socket | --directory | -D | --file | --config)
            mapfile -t COMPREPLY < <(compgen -f -- "$current")
            return
            ;;
        --rig)
            mapfile -t COMPREPLY < <(compgen -W "$(_zonectl_rigs)" -- "$current")
            return
            ;;
        # What a person has to say.
        --reason | -r | --order | -o | --at | --for | --since | -s | --until | -u | --event | -e | --grep | -g | --limit | -l) return ;;
    esac
    read -r verb at < <(_zonectl_verb)
    if [[ -z $verb ]]; then
        words="$(_zonectl_words help) --json --socket --agent --collector --help --version"
    else
        words="$(_zonectl_words "$verb") --help -h"
        # What is no option stands at the beginning; a rig may be named where maintenance begins.
        case $verb in
            quota | event | schedule | calibrate | hold | help) ((COMP_CWORD == at + 1)) || words=$(_zonectl_options "$words") ;;
            emergency) ((COMP_CWORD == at + 2)) || words=$(_zonectl_options "$words") ;;
            maintenance)
                if ((COMP_CWORD == at + 1)); then
                    words="$(_zonectl_options "$words") $(_zonectl_rigs)"
                elif ((COMP_CWORD != at + 2)); then
                    words=$(_zonectl_options "$words")
                fi
                ;;
        esac
    fi
    # Options only where one was begun, or where nothing else can stand: a bare Tab shows what comes next.
    if [[ $current != -* && -n $(_zonectl_plain "$words") ]]; then words=$(_zonectl_plain "$words"); fi
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
}

_zonectl_options() { tr ' ' '\n' <<<"$1" | grep -- '^-' | tr '\n' ' '; }
_zonectl_plain() { tr ' ' '\n' <<<"$1" | grep -v -e '^-' -e '^$' | tr '\n' ' '; }

complete -F _zonectl zonectl
