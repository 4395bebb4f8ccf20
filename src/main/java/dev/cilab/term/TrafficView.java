package dev.cilab.term;

import dev.cilab.measure.Distribution;
import dev.cilab.measure.Latency;
import dev.cilab.probe.traffic.Answer;
import dev.cilab.probe.traffic.Answers;
import dev.cilab.probe.traffic.Loss;
import dev.cilab.probe.traffic.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What became of a load, for people: who answered with share bars, whom the backends saw, how long it took, what was lost. */
public final class TrafficView {

    private static final int FULL_BAR = 40;

    private final Answers seen;
    private final String by;

    /** @param by the line of the answers that was counted, e.g. {@code Hostname} */
    public TrafficView(Answers seen, String by) {
        this.seen = seen;
        this.by = by;
    }

    public String render() {
        List<String> parts = new ArrayList<>();
        parts.add(headline());
        if (!seen.answers().isEmpty()) {
            parts.add(answers() + evenness());
        }
        if (!seen.sources().isEmpty()) {
            parts.add(sources());
        }
        if (!seen.losses().isEmpty()) {
            parts.add(losses());
        }
        if (seen.answered() > 0) {
            parts.add(latency(seen.latency()));
        }
        return String.join("\n", parts);
    }

    private String headline() {
        return seen.url() + " from " + seen.places().getFirst() + ": " + count(seen.requests(), "request") + " in "
                + number("%.2f", seen.seconds()) + " s (" + number("%.0f", seen.perSecond()) + "/s), "
                + seen.answered() + " answered, " + seen.lost() + " lost\n";
    }

    private String answers() {
        return Table.of(
                        List.of(by.toUpperCase(Locale.ROOT), "NODE", "COUNT", "SHARE", ""),
                        seen.answers().stream().map(TrafficView::row).toList())
                .render(false);
    }

    private static List<String> row(Answer answer) {
        return List.of(
                answer.backend(),
                answer.node().isEmpty() ? "-" : answer.node(),
                String.valueOf(answer.count()),
                number("%.1f %%", answer.share() * 100),
                bar(answer.share()));
    }

    private static String bar(double share) {
        int halves = (int) Math.round(share * FULL_BAR * 2);
        return "█".repeat(halves / 2) + (halves % 2 == 1 ? "▌" : "");
    }

    private String evenness() {
        if (seen.answers().size() < 2 || seen.answered() == 0) {
            return "";
        }
        String silent = seen.answers().size() == seen.answering()
                ? ""
                : "; " + (seen.answers().size() - seen.answering()) + " never answered";
        return (seen.even() ? "even" : "uneven") + ": p = " + p(seen.p()) + " (chi-square over "
                + seen.answers().size() + " backends, uneven below " + p(Distribution.UNEVEN) + ")" + silent + "\n";
    }

    private static String p(double p) {
        return p >= 0.001 || p == 0 ? number("%.3f", p) : number("%.0e", p);
    }

    private String sources() {
        return Table.of(
                        List.of("SEEN AS", "NODE", "COUNT", "SOURCE"),
                        seen.sources().stream().map(TrafficView::row).toList())
                .render(false);
    }

    private static List<String> row(Source source) {
        String how = source.kept()
                ? "kept"
                : source.node().isEmpty() ? "replaced" : "replaced by " + source.node() + " (SNAT)";
        return List.of(
                source.address(), source.node().isEmpty() ? "-" : source.node(), String.valueOf(source.count()), how);
    }

    private String losses() {
        return Table.of(
                        List.of("LOST", "COUNT", "REASON"),
                        seen.losses().stream().map(TrafficView::row).toList())
                .render(false);
    }

    private static List<String> row(Loss loss) {
        return List.of(loss.kind().words(), String.valueOf(loss.count()), loss.reason());
    }

    private static String latency(Latency latency) {
        return "latency: min " + millis(latency.min()) + ", p50 " + millis(latency.p50()) + ", p90 "
                + millis(latency.p90()) + ", p99 " + millis(latency.p99()) + ", max " + millis(latency.max())
                + " ms\n";
    }

    private static String millis(double millis) {
        return number(millis < 10 ? "%.2f" : "%.0f", millis);
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
