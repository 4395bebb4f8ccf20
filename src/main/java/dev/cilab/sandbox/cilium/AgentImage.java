package dev.cilab.sandbox.cilium;

import dev.cilab.sandbox.api.Objects;
import dev.cilab.sandbox.cilium.agent.Agent;
import dev.cilab.sandbox.cilium.agent.PodNetwork;
import dev.cilab.sandbox.cilium.bgp.Router;
import dev.cilab.sandbox.cilium.dbg.AgentSocket;
import dev.cilab.sandbox.cluster.Workload;
import dev.cilab.sandbox.node.Fabric;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The agent's image: the container holds a process that stands for the daemon, and as long as that lives an {@link Agent} runs. */
final class AgentImage implements Workload {

    private final Objects objects;
    private final List<Member> members;
    private final List<Router> routers;
    private final PodNetwork network;
    private final Path exchange;
    private final Map<String, AgentMain> last = new HashMap<>();

    /** @param exchange folder of this machine that pods see as {@link Fabric#EXCHANGE} */
    AgentImage(Objects objects, List<Member> members, List<Router> routers, PodNetwork network, Path exchange) {
        this.objects = objects;
        this.members = List.copyOf(members);
        this.routers = List.copyOf(routers);
        this.network = network;
        this.exchange = exchange;
    }

    @Override
    public boolean answersProbes() {
        return false;
    }

    @Override
    public Main start(Container container) {
        String node = container.node().name();
        Member member = members.stream()
                .filter(candidate -> candidate.name().equals(node))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("node " + node + " is not in this agent's cluster"));
        CiliumConfig config = CiliumConfig.read(objects, version(container));
        synchronized (last) {
            AgentMain before = last.get(node);
            if (before != null) {
                before.close();
            }
            LogLines log = new LogLines(container.log(), "daemon");
            Agent agent = new Agent(
                    member,
                    objects,
                    config,
                    container.pod(),
                    network,
                    routers,
                    log,
                    new HealthEvents(objects, container)::changed);
            AgentSocket socket = AgentSocket.open(exchange, agent, container.pod());
            AgentMain main = new AgentMain(container, agent, socket);
            last.put(node, main);
            main.start();
            return main;
        }
    }

    /** The image's tag without a leading {@code v}. */
    static String version(Container container) {
        String image = container.spec().path("image").asString();
        String name = image.contains("@") ? image.substring(0, image.indexOf('@')) : image;
        String tag = name.substring(name.lastIndexOf(':') + 1);
        return tag.startsWith("v") ? tag.substring(1) : tag;
    }
}
