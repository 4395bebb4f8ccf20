package dev.cilab.measure;

import dev.cilab.exec.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The one command that makes traffic on the far side. Every request has a connection of its own (the server is asked to close it) and becomes one
 * line:
 *
 * <pre>TIME EXIT STATUS SECONDS CONNECTIONS|BACKEND|REMOTE|REASON</pre>
 *
 * <p>It needs sh there, and perl or curl. Perl, which every Debian has, runs {@code traffic.pl}: one process that sends on schedule and waits for
 * no answer, so that requests go out a few milliseconds apart whatever becomes of them. Where there is no perl, and for what curl alone can ask
 * for (TLS), a few workers with curl send one request after the other; their clocks drift apart, and so the resolution is several times coarser.
 *
 * <p>EXIT is curl's exit code in both cases. TIME is the far side's clock in seconds when the answer was complete, or {@code 0} where its shell has no clock finer than a second.
 * {@code clock TIME} comes first, so that the two clocks can be compared; {@code ! WORD …} says why there is no traffic.
 */
final class TrafficScript {

    /** curl starts, and the last request may take as long as it is allowed to. */
    private static final Duration OVERHEAD = Duration.ofSeconds(10);

    /** Where perl has not even its own modules, it needs to know how the kernel is asked for the time. */
    private static final String PERL = """
            perl=$(command -v perl)
            case $(uname -m) in x86_64 | aarch64) ;; *) perl -MTime::HiRes -e 1 2>/dev/null || perl= ;; esac
            if [ -n "$perl" ]; then %s exec perl -e "$@"; fi
            """;

    /** What is to be sent on schedule must not wait for the machine's other work, which is what is measured; where it may not be, it waits. */
    private static final String FIRST = "{ chrt -f -p 1 $$ || sudo -n chrt -f -p 1 $$; } >/dev/null 2>&1;";

    private final Load load;
    private final Pace pace;
    private final String mark;

    /** @param mark what no answer contains; tells our own lines from an answer's */
    TrafficScript(Load load, String mark) {
        this.load = load;
        this.pace = Pace.of(load);
        this.mark = mark;
    }

    Command command() {
        List<String> argv = new ArrayList<>(List.of("sh", "-c"));
        Optional<List<String>> schedule = Schedule.arguments(load);
        String curl = "exec \"$(command -v bash || echo sh)\" -c \"$0\" cilab-traffic";
        argv.add((schedule.isPresent() ? PERL.formatted(load.perSecond() > 0 ? FIRST : "") : "") + curl);
        argv.add(script());
        schedule.ifPresent(argv::addAll);
        return Command.of(argv).timeout(longest());
    }

    private Duration longest() {
        long millis = Math.max(load.duration().toMillis(), (long) pace.periodMillis() * (pace.each() + 1L));
        boolean counted = load.requests() > 0;
        Duration worst = counted ? load.requestTimeout().multipliedBy(pace.each() + 1L) : load.requestTimeout();
        return Duration.ofMillis(millis)
                .plus(counted && pace.periodMillis() == 0 ? worst : load.requestTimeout())
                .plus(OVERHEAD);
    }

    String script() {
        StringBuilder script = new StringBuilder();
        script.append("""
                command -v curl >/dev/null || { echo '! no-curl'; exit 0; }
                %1$secho "clock ${EPOCHREALTIME:-0}"
                u='%2$s'
                send() {
                  curl -s -H 'Connection: close' --connect-timeout %3$s -m %4$s %5$s \\
                    -w '\\n%6$s%%{exitcode} %%{http_code} %%{time_total} %%{num_connects} %%{errormsg}\\n' "$u#[1-$1]" |
                  while IFS= read -r line; do
                    case $line in
                      '%7$s: '*) who=${line#*: } ;;
                      'RemoteAddr: '*) from=${line#*: } ;;
                      %6$s*)
                        line=${line#%6$s}; why=${line#* * * * }; numbers=${line%%" $why"}
                        case $line in '7 '*) seen=$(cause); why=${seen:-$why} ;; esac
                        echo "${EPOCHREALTIME:-0} $numbers|$who|$from|$why"
                        who=; from= ;;
                    esac
                  done
                }
                cause() {
                  curl -sv -o /dev/null --connect-timeout %3$s -m %4$s "$u" 2>&1 |
                    sed -n 's/.* failed: //p;s/.* connect fail for [^ ]*: //p' | head -n 1
                }
                """.formatted(
                        rateKnown(),
                        load.url(),
                        seconds(load.connectTimeout()),
                        seconds(load.requestTimeout()),
                        rate(),
                        mark,
                        load.by()));
        for (int worker = 0; worker < pace.workers(); worker++) {
            script.append(staggered(worker)).append(" & pids=\"$pids $!\"\n");
        }
        boolean cut = load.requests() == 0
                && load.perSecond() == 0
                && !load.duration().isZero();
        return script.append(cut ? "sleep " + seconds(load.duration()) + "; kill $pids\n" : "")
                .append("wait\n")
                .toString();
    }

    private String staggered(int worker) {
        String send = "send " + pace.requestsOf(worker);
        double delay = worker * (pace.periodMillis() / 1000.0 / pace.workers());
        return delay == 0 ? send : String.format(Locale.ROOT, "{ sleep %.4f; %s; }", delay, send);
    }

    private String rate() {
        return pace.periodMillis() == 0 ? "" : "--rate " + Math.max(1, 3_600_000 / pace.periodMillis()) + "/h";
    }

    private String rateKnown() {
        return pace.periodMillis() == 0 ? "" : "curl --help all | grep -q -e --rate || { echo '! no-rate'; exit 0; }\n";
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
    }
}
