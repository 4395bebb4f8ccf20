package dev.cilab.env.shared;

import dev.cilab.exec.Command;
import dev.cilab.exec.ForwardingHost;
import dev.cilab.exec.Host;
import dev.cilab.exec.Result;
import dev.cilab.exec.Unreachable;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** A host that runs a command once for all who want it at the same time. */
final class SharedHost extends ForwardingHost {

    private final InFlight inFlight;

    SharedHost(Host shared, InFlight inFlight) {
        super(shared);
        this.inFlight = inFlight;
    }

    private record Asked(String host, List<String> argv, int stdin, Duration timeout, boolean root) {}

    @Override
    public Result run(Command command) throws Unreachable {
        Asked asked =
                new Asked(name(), command.argv(), Arrays.hashCode(command.stdin()), command.timeout(), command.root());
        return inFlight.ask(asked, () -> super.run(command));
    }
}
