package dev.cilab.report;

import dev.cilab.event.Advice;
import dev.cilab.event.Effect;
import dev.cilab.event.Event;
import dev.cilab.event.Result;
import dev.cilab.report.Report.StepReport;
import java.time.Duration;
import java.util.Locale;

/** A suite per step, a case per check; an action that failed is a case too. What is unknown counts as an error, never as passed. */
final class JUnitReport {

    private final Report report;
    private final StringBuilder out = new StringBuilder();

    JUnitReport(Report report) {
        this.report = report;
    }

    String render() {
        out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        out.append("<testsuites name=\"")
                .append(Markup.escaped(report.lab() + " on " + report.environment()))
                .append('"');
        out.append(" time=\"").append(seconds(report.took())).append("\">\n");
        report.steps().forEach(this::suite);
        return out.append("</testsuites>\n").toString();
    }

    private void suite(StepReport step) {
        long failedActions = step.actions().stream()
                .filter(each -> each.effect() == Effect.FAILED)
                .count();
        boolean skipped = step.result() == Result.SKIP && step.checks().isEmpty();
        long tests = step.checks().size() + failedActions + (skipped ? 1 : 0);
        out.append("  <testsuite name=\"")
                .append(Markup.escaped(step.step() + ": " + step.title()))
                .append('"');
        out.append(" tests=\"").append(tests).append('"');
        out.append(" failures=\"").append(count(step, Result.FAIL)).append('"');
        out.append(" errors=\"")
                .append(count(step, Result.UNKNOWN) + failedActions)
                .append('"');
        out.append(" skipped=\"")
                .append(count(step, Result.SKIP) + (skipped ? 1 : 0))
                .append('"');
        out.append(" time=\"").append(seconds(step.took())).append("\">\n");
        step.actions().stream().filter(each -> each.effect() == Effect.FAILED).forEach(action -> {
            open(step, action.action(), action.took());
            outcome("error", action.summary(), String.join("\n", action.commands()));
        });
        step.checks().forEach(check -> check(step, check));
        if (skipped) {
            open(step, step.title(), step.took());
            outcome("skipped", step.why(), "");
        }
        out.append("  </testsuite>\n");
    }

    private void check(StepReport step, Event.CheckFinished check) {
        open(step, check.check(), check.took());
        switch (check.result()) {
            case PASS -> out.append("    </testcase>\n");
            case FAIL -> outcome("failure", check.summary(), details(check));
            case UNKNOWN -> outcome("error", check.summary(), details(check));
            case SKIP -> outcome("skipped", check.summary(), "");
        }
    }

    private void open(StepReport step, String name, Duration took) {
        out.append("    <testcase classname=\"")
                .append(Markup.escaped(report.lab() + "." + step.step()))
                .append('"');
        out.append(" name=\"").append(Markup.escaped(name)).append('"');
        out.append(" time=\"").append(seconds(took)).append("\">\n");
    }

    private void outcome(String element, String message, String text) {
        out.append("      <")
                .append(element)
                .append(" message=\"")
                .append(Markup.escaped(message))
                .append('"');
        out.append(text.isEmpty() ? "/>\n" : ">" + Markup.escaped(text) + "</" + element + ">\n");
        out.append("    </testcase>\n");
    }

    private static String details(Event.CheckFinished check) {
        StringBuilder text = new StringBuilder();
        check.evidence().forEach(line -> text.append(line).append('\n'));
        for (Advice hint : check.hints()) {
            text.append("hint: ").append(hint.say()).append('\n');
            text.append(hint.command().isEmpty() ? "" : "try: " + hint.command() + "\n");
        }
        return text.append("look: ").append(check.command()).toString();
    }

    private static long count(StepReport step, Result result) {
        return step.checks().stream().filter(check -> check.result() == result).count();
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
    }
}
