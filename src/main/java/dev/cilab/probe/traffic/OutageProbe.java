package dev.cilab.probe.traffic;

import dev.cilab.env.Scope;
import dev.cilab.exec.Command;
import dev.cilab.exec.Result;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.ProbeSpec;
import dev.cilab.probe.Arguments;
import dev.cilab.probe.Json;
import dev.cilab.probe.Probe;
import dev.cilab.probe.Site;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** {@code outage}: what became of the requests of an action {@code traffic}; the argument {@code traffic} names it. */
public final class OutageProbe implements Probe<Disturbance> {

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.of(
                "outage",
                List.of(Site.ROUTER),
                Set.of("traffic", "cluster", "namespace"),
                Disturbance.class,
                "backend");
    }

    /** Where the place keeps it. */
    public static String path(String name) {
        return "/tmp/" + name + ".traffic";
    }

    @Override
    public Disturbance look(ProbeCall call, Scope scope) throws Unreachable {
        Place place = Place.of(new Site(call, scope));
        String path = path(new Arguments(call).required("traffic"));
        Result result = place.host().run(Command.of("cat", path));
        if (!result.ok()) {
            throw new Unreachable(place.name(), "there is no " + path + ": the requests were not sent yet");
        }
        return read(Json.read(place.name(), result.stdout()));
    }

    private static Disturbance read(JsonNode file) {
        List<Disturbance.Answering> answers = file.path("answers")
                .valueStream()
                .map(each -> new Disturbance.Answering(
                        text(each, "on"),
                        text(each, "backend"),
                        text(each, "cluster"),
                        text(each, "node"),
                        number(each, "before"),
                        number(each, "after"),
                        number(each, "end"),
                        number(each, "first")))
                .toList();
        return new Disturbance(
                file.path("places").valueStream().map(each -> each.asString("")).toList(),
                answers,
                text(file, "url"),
                (int) number(file, "requests"),
                number(file, "answered"),
                number(file, "lost"),
                number(file, "outage"),
                number(file, "span"),
                number(file, "resolution"),
                text(file, "summary"),
                List.of(),
                List.of());
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }

    private static long number(JsonNode node, String field) {
        return node.path(field).asLong(0);
    }

    @Override
    public String command(ProbeCall call, Scope scope) {
        Command command = Command.of("cat", path(new Arguments(call).text("traffic", "NAME")));
        try {
            return Place.of(new Site(call, scope)).host().paste(command);
        } catch (Unreachable | IllegalArgumentException e) {
            return String.join(" ", command.argv());
        }
    }
}
