package dev.cilab.term;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.Golden;
import dev.cilab.event.Event;
import dev.cilab.run.Options;
import dev.cilab.run.Outcome;
import dev.cilab.run.Run;
import dev.cilab.run.Scene;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The screens of a run, whole. */
class RunViewTest {

    private static final Screen TERMINAL = new Screen(true, true, true, 100);

    @TempDir
    Path folder;

    private Scene scene;
    private ByteArrayOutputStream written;

    @BeforeEach
    void setUp() {
        scene = new Scene(folder.resolve("journal.jsonl"));
    }

    @Test
    void up_live() {
        Golden.check("run/up-live.txt", live(run -> run.up(scene.all())));
    }

    @Test
    void up_plain() {
        Golden.check("run/up-plain.txt", plain(run -> run.up(scene.all())));
    }

    @Test
    void second_up_live() {
        live(run -> run.up(scene.all()));

        Golden.check("run/second-up-live.txt", live(run -> run.up(scene.all())));
    }

    @Test
    void failing_check_live() {
        scene.routerRefuses("k8s-w0");

        Golden.check("run/failing-live.txt", live(run -> run.up(scene.all())));
    }

    @Test
    void failing_check_plain() {
        scene.routerRefuses("k8s-w0");

        Golden.check("run/failing-plain.txt", plain(run -> run.up(scene.all())));
    }

    @Test
    void unknown_live() {
        scene.routerIsSilent();

        Golden.check("run/unknown-live.txt", live(run -> run.check(scene.all())));
    }

    @Test
    void interrupted_live() {
        Golden.check("run/interrupted-live.txt", live(run -> {
            scene.lookAtPeersHangs(run::interrupt);
            return run.up(scene.all());
        }));
    }

    @Test
    void dry_run_live() {
        Golden.check("run/dry-run-live.txt", live(run -> run.dryRun(scene.all())));
    }

    @Test
    void dry_run_plain() {
        Golden.check("run/dry-run-plain.txt", plain(run -> run.dryRun(scene.all())));
    }

    @Test
    void while_waiting() {
        scene.routerRefuses("k8s-w0");
        live(run -> run.up(scene.all()));
        List<Event> soFar = scene.events.subList(0, indexOfThird(Event.Progress.class, "Cilium and FRR"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        LiveView view =
                new LiveView(new PrintStream(bytes, true, StandardCharsets.UTF_8), TERMINAL, false, scene.time::now);

        soFar.forEach(view::emit);

        Golden.check("run/waiting-live.txt", TerminalScreen.after(bytes.toString(StandardCharsets.UTF_8)));
    }

    @Test
    void explain() {
        scene.run().dryRun(scene.all());
        List<Event.ActionFinished> actions = scene.events.stream()
                .filter(event -> event instanceof Event.ActionFinished action
                        && action.step().equals("peering"))
                .map(Event.ActionFinished.class::cast)
                .toList();

        Golden.check(
                "run/explain.txt",
                new ExplainView(new Screen(false, false, false, 72))
                        .render(scene.lab.step("peering").orElseThrow(), actions));
    }

    @Test
    void json_lines() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JsonLinesView view = new JsonLinesView(new PrintStream(bytes, true, StandardCharsets.UTF_8));

        scene.run(view, Options.DEFAULT).up(scene.all());

        Golden.check("run/up.jsonl", bytes.toString(StandardCharsets.UTF_8));
    }

    @Test
    void colours_only_where_wanted() {
        scene.routerRefuses("k8s-w0");

        plain(run -> run.up(scene.all()));

        assertThat(written.toString(StandardCharsets.UTF_8)).doesNotContain("\u001B");
    }

    @Test
    void a_failing_check_takes_six_lines_at_most() {
        scene.routerRefuses("k8s-w0");
        String screen = live(run -> run.up(scene.all()));

        long block = screen.lines()
                .dropWhile(line -> !line.contains("✗ Cilium"))
                .takeWhile(line -> line.startsWith("    "))
                .count();
        assertThat(block).isLessThanOrEqualTo(6);
    }

    private int indexOfThird(Class<? extends Event> type, String doing) {
        int seen = 0;
        for (int i = 0; i < scene.events.size(); i++) {
            boolean hit = type.isInstance(scene.events.get(i))
                    && ((Event.Progress) scene.events.get(i)).doing().startsWith(doing);
            if (hit && ++seen == 3) {
                return i + 1;
            }
        }
        throw new AssertionError("no third " + doing);
    }

    private String live(Function<Run, Outcome> how) {
        written = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
        Outcome outcome;
        try (LiveView view = new LiveView(out, TERMINAL, false, scene.time::now)) {
            environmentComesUp(view);
            outcome = how.apply(scene.run(view, Options.DEFAULT));
        }
        out.print(new RecapView(outcome).summary(TERMINAL));
        return TerminalScreen.after(written.toString(StandardCharsets.UTF_8));
    }

    private void environmentComesUp(LiveView view) {
        view.emit(new Event.EnvironmentChanged(scene.time.now(), "sandbox", "starting 4 nodes"));
        view.emit(new Event.EnvironmentChanged(
                scene.time.now().plus(Duration.ofMillis(900)), "sandbox", "4 nodes, 1 cluster"));
    }

    private String plain(Function<Run, Outcome> how) {
        written = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
        try (PlainView view = new PlainView(out, false)) {
            Outcome outcome = how.apply(scene.run(view, Options.DEFAULT));
            out.print(new RecapView(outcome).summary(Screen.NONE));
        }
        return written.toString(StandardCharsets.UTF_8);
    }
}
