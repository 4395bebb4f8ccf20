package dev.cilab.term;

import dev.cilab.Golden;
import dev.cilab.event.Result;
import dev.cilab.measure.Failure;
import dev.cilab.measure.Latency;
import dev.cilab.measure.Outage;
import dev.cilab.probe.traffic.Answer;
import dev.cilab.probe.traffic.Answers;
import dev.cilab.probe.traffic.Loss;
import dev.cilab.probe.traffic.Source;
import dev.cilab.run.Convergence;
import dev.cilab.run.DrillOutcome;
import dev.cilab.run.ExitCode;
import dev.cilab.run.MatrixCell;
import dev.cilab.run.Trial;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Loads, drills and matrices as people read them. */
class MeasureViewsTest {

    private static final Outage NOTHING = outage(600, 0, 0, 0);

    @Test
    void a_load() {
        Answers answers = answers(
                List.of(
                        new Answer("router", "webpod-a", "k8s-ctr", 35, 0.35, true),
                        new Answer("router", "webpod-b", "k8s-w1", 65, 0.65, true),
                        new Answer("router", "webpod-c", "", 0, 0, true)),
                List.of(
                        new Source("router", "192.168.10.100", "k8s-ctr", 65, false),
                        new Source("router", "192.168.10.200", "router", 35, true)),
                List.of(new Loss("router", Failure.TIMED_OUT, 3, "Connection timed out after 1001 milliseconds")),
                100,
                2.1e-14);

        Golden.check("measure/load.txt", new TrafficView(answers, "Hostname").render());
    }

    @Test
    void a_load_that_nobody_answers() {
        Answers answers = answers(
                List.of(new Answer("router", "webpod-a", "k8s-ctr", 0, 0, true)),
                List.of(),
                List.of(new Loss("router", Failure.REFUSED, 1, "Connection refused")),
                0,
                1);

        Golden.check("measure/load-refused.txt", new TrafficView(answers, "Hostname").render());
    }

    @Test
    void a_drill() {
        DrillOutcome outcome = new DrillOutcome(
                "drain k8s-w0",
                "http://172.16.1.1/",
                ExitCode.OK,
                List.of(trial(1, 9300), trial(2, 9900)),
                Duration.ZERO);

        Golden.check("measure/drill.txt", new DrillView(outcome).render());
    }

    @Test
    void a_matrix() {
        List<MatrixCell> cells = List.of(
                new MatrixCell("cluster", "drain", Result.PASS, "", Optional.of(trial(1, 0))),
                new MatrixCell("cluster", "link-down", Result.PASS, "", Optional.of(trial(1, 9300))),
                new MatrixCell("dsr", "drain", Result.SKIP, "the environment lacks dsr, geneve", Optional.empty()),
                new MatrixCell("dsr", "link-down", Result.SKIP, "the environment lacks dsr, geneve", Optional.empty()));

        Golden.check("measure/matrix.txt", new MatrixView(cells).render());
    }

    private static Trial trial(int number, long millis) {
        return new Trial(
                number,
                NOTHING,
                outage(3200, millis / 15, millis, millis / 100),
                NOTHING,
                List.of(new Convergence(
                        "disturb", "FRR has withdrawn every route", Result.PASS, Duration.ofMillis(15_400 + number))));
    }

    private static Outage outage(int requests, long lost, long span, long longest) {
        return new Outage(
                requests,
                lost,
                lost == 0 ? Map.of() : Map.of("time-out", lost),
                Duration.ofMillis(span),
                Duration.ofMillis(longest),
                Duration.ofNanos(5_250_000));
    }

    private static Answers answers(
            List<Answer> answers, List<Source> sources, List<Loss> losses, long answered, double p) {
        long lost = losses.stream().mapToLong(Loss::count).sum();
        return new Answers(
                List.of("router"),
                answers,
                sources,
                losses,
                "http://172.16.1.1/",
                (int) (answered + lost),
                answered,
                lost,
                answers.stream().filter(each -> each.count() > 0).count(),
                p,
                p >= 1e-4,
                0.061,
                1613,
                new Latency(0.21, 1.09, 3.11, 45.9, 79.5),
                List.of(),
                List.of());
    }
}
