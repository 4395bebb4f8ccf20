package dev.cilab.report;

import dev.cilab.data.Plain;
import dev.cilab.event.Advice;
import dev.cilab.event.Effect;
import dev.cilab.event.Event;
import dev.cilab.event.Result;
import dev.cilab.report.Report.StepReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** One page that needs nothing else: counts, where the time went, and every step with what was done and proven. */
final class HtmlReport {

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Report report;
    private final StringBuilder out = new StringBuilder();

    HtmlReport(Report report) {
        this.report = report;
    }

    String render() {
        String name = Markup.escaped(report.lab() + " on " + report.environment());
        out.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        out.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        out.append("<title>")
                .append(name)
                .append("</title>\n<style>\n")
                .append(style())
                .append("</style>\n</head>\n<body>\n<main>\n");
        out.append("<h1>").append(name).append("</h1>\n");
        out.append("<p class=\"when\">")
                .append(WHEN.format(report.startedAt()))
                .append(" · cilab ")
                .append(Markup.escaped(report.mode()));
        out.append(" · ")
                .append(shown(report.took()))
                .append(" · exit code ")
                .append(report.exitCode())
                .append("</p>\n");
        counts();
        time();
        report.steps().forEach(this::step);
        return out.append("</main>\n</body>\n</html>\n").toString();
    }

    private void counts() {
        out.append("<div class=\"counts\">\n");
        count("steps", report.steps().size(), "");
        count("changed", report.changed(), "");
        for (Result result : Result.values()) {
            long count = report.count(result);
            count(word(result), count, count == 0 ? "" : kind(result));
        }
        out.append("</div>\n");
    }

    private void count(String word, long count, String kind) {
        out.append("<div><b class=\"")
                .append(kind)
                .append("\">")
                .append(count)
                .append("</b><span>")
                .append(word)
                .append("</span></div>\n");
    }

    /** A bar in which every step is as wide as it took long. */
    private void time() {
        out.append("<div class=\"time\" role=\"img\" aria-label=\"how long each step took\">");
        for (StepReport step : report.steps()) {
            String title = Markup.escaped(step.step() + " " + shown(step.took()));
            out.append("<i class=\"")
                    .append(kind(step.result()))
                    .append("\" style=\"flex:")
                    .append(Math.max(1, step.took().toMillis()));
            out.append("\" title=\"").append(title).append("\"></i>");
        }
        out.append("</div>\n");
    }

    private void step(StepReport step) {
        boolean open = step.result() == Result.FAIL || step.result() == Result.UNKNOWN;
        out.append("<details")
                .append(open ? " open" : "")
                .append(">\n<summary>")
                .append(mark(step.result()));
        out.append("<span class=\"id\">").append(Markup.escaped(step.step())).append("</span>");
        out.append("<span class=\"title\">")
                .append(Markup.escaped(step.title()))
                .append("</span>");
        String numbers = step.result() == Result.SKIP && !step.why().isEmpty()
                ? Markup.escaped(step.why())
                : step.changed() + " changed · " + shown(step.took());
        out.append("<span class=\"numbers\">").append(numbers).append("</span></summary>\n<ul>\n");
        step.actions().forEach(this::action);
        step.checks().forEach(this::check);
        out.append("</ul>\n</details>\n");
    }

    private void action(Event.ActionFinished action) {
        Result like = action.effect() == Effect.FAILED ? Result.FAIL : Result.SKIP;
        String sign =
                switch (action.effect()) {
                    case NONE -> "=";
                    case DONE, PLANNED -> "+";
                    case UNPREDICTABLE -> "?";
                    case FAILED -> "✗";
                };
        out.append("<li><span class=\"took\">").append(shown(action.took())).append("</span>");
        out.append("<span class=\"mark ")
                .append(kind(like))
                .append("\">")
                .append(sign)
                .append("</span>")
                .append(Markup.escaped(action.action()));
        if (action.effect() == Effect.FAILED || action.effect() == Effect.UNPREDICTABLE) {
            out.append("<p class=\"seen\">")
                    .append(Markup.escaped(action.summary()))
                    .append("</p>");
        }
        code(action.commands());
        out.append("</li>\n");
    }

    private void check(Event.CheckFinished check) {
        out.append("<li><span class=\"took\">").append(shown(check.took())).append("</span>");
        out.append(mark(check.result())).append(Markup.escaped(check.check()));
        out.append("<p class=\"seen\">").append(Markup.escaped(check.summary())).append("</p>");
        check.evidence().stream().skip(1).forEach(line -> out.append("<p class=\"seen\">")
                .append(Markup.escaped(line))
                .append("</p>"));
        for (Advice hint : check.hints()) {
            out.append("<p class=\"hint\">").append(Markup.escaped(hint.say())).append("</p>");
            code(hint.command().isEmpty() ? List.of() : List.of(hint.command()));
        }
        code(check.command().isEmpty() ? List.of() : List.of(check.command()));
        out.append("</li>\n");
    }

    private void code(List<String> commands) {
        if (!commands.isEmpty()) {
            out.append("<pre>")
                    .append(Markup.escaped(String.join("\n", commands)))
                    .append("</pre>");
        }
    }

    private static String mark(Result result) {
        String sign =
                switch (result) {
                    case PASS -> "✓";
                    case FAIL -> "✗";
                    case UNKNOWN -> "?";
                    case SKIP -> "–";
                };
        return "<span class=\"mark " + kind(result) + "\" title=\"" + word(result) + "\">" + sign + "</span>";
    }

    private static String kind(Result result) {
        return String.valueOf(Plain.of(result));
    }

    private static String word(Result result) {
        return switch (result) {
            case PASS -> "passed";
            case FAIL -> "failed";
            case UNKNOWN -> "unknown";
            case SKIP -> "skipped";
        };
    }

    private static String shown(Duration duration) {
        long millis = duration.toMillis();
        return millis < 1000 ? millis + " ms" : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }

    private static String style() {
        try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
