package dev.cilab.check;

import dev.cilab.check.Looking.Look;
import dev.cilab.env.Scope;
import dev.cilab.env.shared.SharedEnvironment;
import dev.cilab.event.Advice;
import dev.cilab.lab.Check;
import dev.cilab.lab.Hint;
import dev.cilab.lab.Subject;
import dev.cilab.lab.Waiting;
import dev.cilab.lab.cel.Expression;
import dev.cilab.probe.Probes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Comes to a verdict on a check: looks, looks again while it makes sense, and says what was seen last. */
public final class Judge {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    /** What becomes true is noticed at most a quarter later than it took. */
    private static final int PAUSE_OF_WAITED = 4;
    /** More would not be read. */
    private static final int MOST_HINTS = 2;

    private final Probes probes;
    private final Scope scope;
    private final Looking looking;
    private final Timekeeper time;

    public Judge(Probes probes, Scope scope, Timekeeper time) {
        this.probes = probes;
        this.scope = scope.through(new SharedEnvironment(scope.environment()));
        this.looking = new Looking(probes, this.scope);
        this.time = time;
    }

    /**
     * @param unchanged nothing was changed so far, so what is true now has been true: a {@code holds} needs one look only
     * @param longest   no check waits longer than this, whatever the lab says; null = as the lab says
     * @param lastSeen  told after every look that does not settle it
     * @throws InterruptedException when the calling thread is interrupted while waiting
     */
    public Verdict judge(Check check, boolean unchanged, Duration longest, Consumer<String> lastSeen)
            throws InterruptedException {
        return switch (check.waiting()) {
            case Waiting.Once once -> eventually(check, Duration.ZERO, lastSeen);
            case Waiting.Eventually wait -> eventually(check, shorter(wait.longest(), longest), lastSeen);
            case Waiting.Holds holds -> holds(check, unchanged ? Duration.ZERO : holds.during(), lastSeen);
        };
    }

    /** The line to paste to see for oneself what the check looks at. */
    public String command(Check check) {
        return switch (check.subject()) {
            case Subject.Look look -> probes.command(look.call(), scope);
            case Subject.Same same -> probes.command(same.of().getLast().call(), scope);
        };
    }

    private static Duration shorter(Duration wanted, Duration longest) {
        return longest != null && longest.compareTo(wanted) < 0 ? longest : wanted;
    }

    private Verdict eventually(Check check, Duration longest, Consumer<String> lastSeen) throws InterruptedException {
        Instant start = time.now();
        while (true) {
            Instant before = time.now();
            Look look = looking.look(check);
            Duration spent = Duration.between(start, time.now());
            if (look instanceof Look.Met met) {
                return new Verdict.Pass(met.seen(), false);
            }
            boolean hopeless = look instanceof Look.Differs differs && differs.hopeless();
            if (hopeless || spent.compareTo(longest) >= 0) {
                return settled(check, look, longest.isZero() || hopeless ? "" : "after " + shown(spent) + ": ");
            }
            lastSeen.accept(said(look));
            // a look that takes long is not followed at once by the next
            time.pause(shortest(longer(pause(spent), Duration.between(before, time.now())), longest.minus(spent)));
        }
    }

    private Verdict holds(Check check, Duration during, Consumer<String> lastSeen) throws InterruptedException {
        Instant start = time.now();
        while (true) {
            Look look = looking.look(check);
            Duration spent = Duration.between(start, time.now());
            if (!(look instanceof Look.Met met)) {
                return settled(
                        check, look, during.isZero() ? "" : "after " + shown(spent) + " of " + shown(during) + ": ");
            }
            if (spent.compareTo(during) >= 0) {
                return new Verdict.Pass(
                        met.seen() + (during.isZero() ? "" : ", for " + shown(during)), during.isZero());
            }
            lastSeen.accept("holds since " + shown(spent) + " of " + shown(during));
            time.pause(shortest(pause(spent), during.minus(spent)));
        }
    }

    private static Duration pause(Duration spent) {
        return longer(FIRST_PAUSE, shortest(spent.dividedBy(PAUSE_OF_WAITED), LONGEST_PAUSE));
    }

    private Verdict settled(Check check, Look look, String when) {
        return switch (look) {
            case Look.Blind blind -> new Verdict.Unknown(when + blind.why(), hints(check, Map.of()));
            case Look.Differs differs ->
                new Verdict.Fail(
                        when
                                + (differs.why().isEmpty() ? "" : differs.why() + ": ")
                                + differs.differences().getFirst().line(),
                        differs.differences(),
                        hints(check, differs.bindings()));
            case Look.Met met -> new Verdict.Pass(met.seen(), false);
        };
    }

    private static String said(Look look) {
        return switch (look) {
            case Look.Met met -> met.seen();
            case Look.Blind blind -> blind.why();
            case Look.Differs differs -> differs.differences().getFirst().line();
        };
    }

    /** Hints whose condition fits come first; one without a condition always fits. A condition without a value does not. */
    private static List<Advice> hints(Check check, Map<String, Object> bindings) {
        List<Advice> fitting = new ArrayList<>();
        List<Advice> general = new ArrayList<>();
        for (Hint hint : check.hints()) {
            Advice advice = new Advice(hint.say(), hint.command());
            if (hint.when().isEmpty()) {
                general.add(advice);
            } else if (fits(hint.when().get(), bindings)) {
                fitting.add(advice);
            }
        }
        fitting.addAll(general);
        return fitting.subList(0, Math.min(MOST_HINTS, fitting.size()));
    }

    private static boolean fits(Expression when, Map<String, Object> bindings) {
        try {
            return Boolean.TRUE.equals(when.evaluate(bindings).value());
        } catch (Expression.NoValue e) {
            return false;
        }
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static Duration shortest(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    /** e.g. {@code 60 s}, {@code 1.2 s}. */
    private static String shown(Duration duration) {
        long tenths = Math.round(duration.toMillis() / 100.0);
        return tenths % 10 == 0 ? tenths / 10 + " s" : tenths / 10 + "." + tenths % 10 + " s";
    }
}
