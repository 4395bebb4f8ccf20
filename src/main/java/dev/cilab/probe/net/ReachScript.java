package dev.cilab.probe.net;

import dev.cilab.exec.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One command for the far side that asks every target, all at the same time, so that three targets that do not answer cost one time-out and
 * not three. It needs sh, curl (or ping) and sed there, as every node and the lab's tool pod have.
 */
final class ReachScript {

    private static final Duration LONGEST = Duration.ofSeconds(25);

    private final List<String> urls;
    private final int tries;
    private final int seconds;
    private final boolean ping;

    /** @param seconds the longest wait for a connection; a whole request may take two more */
    ReachScript(List<String> urls, int tries, int seconds, boolean ping) {
        this.urls = urls;
        this.tries = tries;
        this.seconds = seconds;
        this.ping = ping;
    }

    int tries() {
        return tries;
    }

    Command command() {
        StringBuilder script = new StringBuilder();
        script.append(ping ? pinging() : requesting());
        for (int i = 0; i < urls.size(); i++) {
            for (int n = 0; n < tries; n++) {
                script.append("look ")
                        .append(i)
                        .append(" '")
                        .append(urls.get(i))
                        .append("' &\n");
            }
        }
        return Command.sh(script.append("wait\n").toString()).timeout(LONGEST);
    }

    /** Answer lines become {@code INDEX host NAME}, {@code INDEX from ADDRESS}, {@code INDEX ttl HOPS} and {@code INDEX done CODE SECONDS REASON}. */
    private String requesting() {
        return """
                look() {
                  curl -s --connect-timeout %d -m %d -w '\\ndone: %%{http_code} %%{time_total} %%{errormsg}\\n' "$2" |
                    sed -n "s/\\r//;s/^Hostname: /$1 host /p;s/^RemoteAddr: /$1 from /p;s/^done: /$1 done /p"
                }
                """.formatted(seconds, seconds + 2);
    }

    private String pinging() {
        return """
                look() {
                  if said=$(ping -c 1 -W %d "$2" 2>&1); then
                    echo "$said" | sed -n "s/.*[ ,]ttl=\\([0-9]*\\).*/$1 ttl \\1/p"; echo "$1 done 200 0"
                  else echo "$1 done 000 0" $said; fi
                }
                """.formatted(seconds);
    }

    /** What came back for each target, by its index. */
    static Map<Integer, Answer> read(String output) {
        Map<Integer, Answer> answers = new TreeMap<>();
        for (String line : output.lines().toList()) {
            String[] words = line.split(" ", 3);
            if (words.length == 3 && words[0].matches("\\d{1,4}")) {
                answers.computeIfAbsent(Integer.valueOf(words[0]), i -> new Answer())
                        .add(words[1], words[2].strip());
            }
        }
        return answers;
    }

    /** The answers of one target. */
    static final class Answer {

        final TreeSet<String> hostnames = new TreeSet<>();
        final TreeSet<String> remotes = new TreeSet<>();
        final List<Long> milliseconds = new ArrayList<>();
        int answered;
        int status;
        int ttl;
        String error = "";

        private void add(String kind, String rest) {
            switch (kind) {
                case "host" -> hostnames.add(rest);
                case "ttl" -> ttl = Integer.parseInt(rest);
                case "from" -> remotes.add(rest.replaceFirst(":\\d+$", ""));
                case "done" -> done(rest.split(" ", 3));
                default -> {}
            }
        }

        private void done(String[] words) {
            int code = words[0].matches("\\d{3}") ? Integer.parseInt(words[0]) : 0;
            boolean good = code >= 200 && code < 400;
            answered += good ? 1 : 0;
            status = status == 0 || !good ? code : status;
            if (!good) {
                error = words.length > 2 && !words[2].isEmpty() ? words[2] : "HTTP status " + code;
            }
            if (words.length > 1) {
                milliseconds.add(Math.round(Double.parseDouble(words[1].replace(',', '.')) * 1000));
            }
        }
    }
}
