package dev.cilab.capture;

import dev.cilab.exec.Command;
import dev.cilab.exec.Host;
import dev.cilab.exec.Unreachable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How tcpdump (4.9 and later) is called, and what it says. */
final class Tcpdump {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Pattern DROPPED = Pattern.compile("(\\d+) packets? dropped by kernel");
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F.:]{3,45}");

    private Tcpdump() {}

    /**
     * Every packet is handed over and written at once ({@code --immediate-mode -U}): what has been seen is there when the capture is stopped.
     *
     * @param filter in pcap-filter's language; empty = everything
     */
    static Command command(String device, String filter) {
        List<String> argv = new ArrayList<>(List.of(
                "tcpdump", "-i", device, "-n", "-U", "--immediate-mode", "--time-stamp-precision=nano", "-w", "-"));
        if (!filter.isEmpty()) {
            argv.addAll(List.of("--", filter));
        }
        return Command.of(argv).asRoot().timeout(DAY);
    }

    /**
     * The filter without the very connection that carries the capture away: each packet of it would make another one.
     *
     * @throws Unreachable when the machine does not answer
     */
    static String withoutOwnConnection(Host host, String filter) throws Unreachable {
        String[] words = host.run(Command.sh("echo \"$SSH_CONNECTION\""))
                .stdout()
                .strip()
                .split(" ");
        if (words.length != 4 || !ADDRESS.matcher(words[0]).matches() || !words[1].matches("\\d{1,5}")) {
            return filter;
        }
        String own = "not (tcp and host " + words[0] + " and port " + words[1] + " and port " + words[3] + ")";
        return filter.isEmpty() ? own : "(" + filter + ") and " + own;
    }

    static boolean listens(String line) {
        return line.contains("listening on ");
    }

    /** How many packets the kernel dropped, where the line tells. */
    static Optional<Long> dropped(String line) {
        Matcher matcher = DROPPED.matcher(line);
        return matcher.find() ? Optional.of(Long.parseLong(matcher.group(1))) : Optional.empty();
    }

    /** Why it ended before it listened. */
    static NotCapturing refusal(Host host, Tap tap, int exit, List<String> said) {
        String text = String.join("\n", said);
        String what = "cannot capture on " + tap.place() + " " + tap.device();
        if (exit == 127) {
            return new NotCapturing("tcpdump is not installed on " + tap.place(), text, "apt-get install tcpdump");
        }
        if (text.contains("No such device")) {
            return new NotCapturing(
                    tap.place() + " has no interface " + tap.device(),
                    "it has: " + devices(host),
                    host.paste(Command.of("ip", "-br", "link")));
        }
        if (text.contains("ermission") || text.contains("not permitted")) {
            return new NotCapturing(
                    what + ": no permission", text, "a capture needs root or CAP_NET_RAW on " + tap.place());
        }
        if (text.contains("syntax error") || text.contains("can't parse filter") || text.contains("expression")) {
            return new NotCapturing("the filter is no capture filter", text, "man pcap-filter");
        }
        return new NotCapturing(what, text.isEmpty() ? "exit code " + exit : text, "");
    }

    private static String devices(Host host) {
        try {
            return String.join(
                    ", ",
                    host.run(Command.of("ls", "/sys/class/net"))
                            .stdout()
                            .strip()
                            .split("\\s+"));
        } catch (Unreachable e) {
            return "unknown (" + e.getMessage() + ")";
        }
    }
}
