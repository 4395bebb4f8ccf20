package dev.cilab.term;

import dev.cilab.measure.Outage;
import dev.cilab.measure.Spread;
import dev.cilab.run.Convergence;
import dev.cilab.run.DrillOutcome;
import dev.cilab.run.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a drill cost: per trial and part of it what was lost and for how long, and how long the network took to notice. */
public final class DrillView {

    private final DrillOutcome outcome;

    public DrillView(DrillOutcome outcome) {
        this.outcome = outcome;
    }

    public String render() {
        if (outcome.trials().isEmpty()) {
            return "";
        }
        List<List<String>> rows = new ArrayList<>();
        for (Trial trial : outcome.trials()) {
            rows.add(row(trial.trial() + " before", trial.before()));
            rows.add(row(trial.trial() + " disturb", trial.disturbed()));
            rows.add(row(trial.trial() + " restore", trial.restored()));
        }
        if (outcome.trials().size() > 1) {
            spread(rows, "disturb", Trial::disturbed);
            spread(rows, "restore", Trial::restored);
        }
        Table table =
                Table.of(List.of("TRIAL", "REQUESTS", "LOST", "OUTAGE", "NO ANSWER", "RESOLUTION", "LOST BY"), rows);
        return "requests to " + outcome.url() + " throughout\n" + table.render(false) + """
                        OUTAGE: from the first lost request to the next answered one after the last lost; half a second without a loss ends it, several are added up.
                        NO ANSWER: the longest time in which nothing was answered. RESOLUTION: the longest time between two requests.
                        """ + convergences();
    }

    private static List<String> row(String name, Outage outage) {
        return List.of(
                name,
                String.valueOf(outage.requests()),
                String.valueOf(outage.lost()),
                millis(outage.span()),
                millis(outage.longest()),
                millis(outage.resolution()),
                outage.reasons().entrySet().stream()
                        .map(each -> each.getKey() + " " + each.getValue())
                        .collect(Collectors.joining(", ")));
    }

    private void spread(List<List<String>> rows, String part, Function<Trial, Outage> which) {
        Spread span = outcome.spread(which, Outage::span);
        Spread longest = outcome.spread(which, Outage::longest);
        Spread resolution = outcome.spread(which, Outage::resolution);
        rows.add(List.of(
                "median " + part,
                "",
                "",
                millis(span.median()),
                millis(longest.median()),
                millis(resolution.median()),
                ""));
        rows.add(List.of(
                "p95 " + part, "", "", millis(span.p95()), millis(longest.p95()), millis(resolution.p95()), ""));
    }

    private String convergences() {
        List<List<String>> rows = new ArrayList<>();
        for (Trial trial : outcome.trials()) {
            for (Convergence each : trial.convergences()) {
                rows.add(List.of(
                        each.after(),
                        Durations.shown(each.took()),
                        each.result().name().toLowerCase(Locale.ROOT),
                        each.check()));
            }
        }
        return rows.isEmpty()
                ? ""
                : "\n" + Table.of(List.of("AFTER", "TOOK", "", "UNTIL"), rows).render(false);
    }

    static String millis(Duration duration) {
        double millis = duration.toNanos() / 1e6;
        return String.format(Locale.ROOT, millis > 0 && millis < 10 ? "%.1f ms" : "%.0f ms", millis);
    }
}
