package dev.cilab.cli;

import dev.cilab.capture.NotCapturing;
import dev.cilab.env.Environments;
import dev.cilab.env.Finding;
import dev.cilab.env.NotReady;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Guard;
import dev.cilab.kube.KubeError;
import dev.cilab.lab.LabInvalid;
import dev.cilab.measure.NoTraffic;
import dev.cilab.run.ExitCode;
import dev.cilab.run.Planner;
import dev.cilab.term.ErrorView;
import dev.cilab.term.Io;

/** Every way a command can fail, put into words and an exit code in one place. */
final class Failures {

    private Failures() {}

    /** @return the exit code */
    static int report(Throwable failure, Io io, boolean debug) {
        ErrorView view = new ErrorView(io);
        ExitCode exit =
                switch (failure) {
                    case UsageError e -> {
                        view.print(e.getMessage(), "", e.next());
                        yield ExitCode.USAGE;
                    }
                    case Environments.UnknownEnvironment e -> {
                        view.print(e.getMessage(), "environments: " + String.join(", ", e.known()), "cilab env");
                        yield ExitCode.USAGE;
                    }
                    case Planner.UnknownStep e -> {
                        view.print(e.getMessage(), e.known(), "");
                        yield ExitCode.USAGE;
                    }
                    case NotReady e -> {
                        notReady(e, view);
                        yield ExitCode.NOT_READY;
                    }
                    case Guard.Refused e -> {
                        view.print(e.getMessage(), "", "");
                        yield ExitCode.REFUSED;
                    }
                    case LabInvalid e -> {
                        view.print(e);
                        yield ExitCode.LAB_INVALID;
                    }
                    case Unreachable e -> {
                        view.print(e.where() + " cannot be asked: " + e.getMessage(), "", "cilab doctor");
                        yield ExitCode.NOT_OBSERVED;
                    }
                    case NoTraffic e -> {
                        view.print(e.getMessage(), "", e.next());
                        yield ExitCode.NOT_OBSERVED;
                    }
                    case KubeError e -> {
                        view.print("the Kubernetes API refused: " + e.getMessage(), e.code() + " " + e.reason(), "");
                        yield ExitCode.NOT_OBSERVED;
                    }
                    case NotCapturing e -> {
                        view.print(e.getMessage(), e.evidence(), e.next());
                        yield ExitCode.NOT_OBSERVED;
                    }
                    case InterruptedException e -> {
                        view.print("interrupted", "", "");
                        yield ExitCode.INTERRUPTED;
                    }
                    default -> {
                        view.print(
                                "cilab has a bug: " + failure.getClass().getSimpleName() + ": " + failure.getMessage(),
                                debug ? "" : "run it again with --debug for the details",
                                "");
                        yield ExitCode.BUG;
                    }
                };
        if (debug) {
            failure.printStackTrace(io.err());
        }
        return exit.code();
    }

    private static void notReady(NotReady failure, ErrorView view) {
        StringBuilder evidence = new StringBuilder();
        boolean few = failure.findings().size() <= 2; // there is room for four lines
        for (Finding finding : failure.findings()) {
            evidence.append(finding.what()).append('\n');
            evidence.append(few ? finding.evidence() : "").append('\n');
        }
        view.print(
                failure.getMessage(),
                evidence.toString(),
                failure.findings().isEmpty()
                        ? "cilab doctor"
                        : failure.findings().getFirst().fix());
    }
}
