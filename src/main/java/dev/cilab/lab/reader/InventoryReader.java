package dev.cilab.lab.reader;

import dev.cilab.lab.ClusterName;
import dev.cilab.lab.Inventory;
import dev.cilab.lab.Inventory.Context;
import dev.cilab.lab.Inventory.Login;
import dev.cilab.lab.Inventory.SecretSource;
import dev.cilab.lab.LabInvalid;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.Topology;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** Reads an inventory: what stands under {@code ssh} holds for every node that does not say otherwise. */
public final class InventoryReader {

    private static final String VARIABLE = "\\$[A-Za-z_][A-Za-z0-9_]*";

    private final Values values;

    private InventoryReader(Problems problems) {
        this.values = new Values(new References(new Topology("", List.of(), List.of(), List.of()), Map.of()), problems);
    }

    /**
     * @param file what messages call it
     * @throws LabInvalid with everything that is wrong, not only the first mistake
     */
    public static Inventory read(String file, String text) throws LabInvalid {
        Problems problems = new Problems();
        Inventory inventory = YamlParser.parse(file, text, problems)
                .map(new InventoryReader(problems)::inventory)
                .orElse(null);
        problems.throwIfAny();
        return inventory;
    }

    private Inventory inventory(YamlNode root) {
        Fields fields = new Fields(root, "an inventory", values);
        Version.check(fields);
        Optional<Fields> ssh = fields.node("ssh").map(node -> new Fields(node, "ssh", values));
        Optional<String> config = ssh.flatMap(found -> text(found, "config"));
        Login defaults = login(new NodeName("ssh"), ssh);
        ssh.ifPresent(Fields::done);
        List<Login> nodes = fields.entries("nodes").stream()
                .map(each -> node(each, defaults))
                .toList();
        List<Context> clusters =
                fields.entries("clusters").stream().map(this::cluster).toList();
        if (nodes.isEmpty() && clusters.isEmpty()) {
            fields.missing("clusters");
        }
        fields.done();
        return new Inventory(config, nodes, clusters);
    }

    private Login node(YamlNode.Entry entry, Login defaults) {
        NodeName name = new NodeName(entry.key().raw());
        boolean nothing =
                entry.value() instanceof YamlNode.Scalar scalar && scalar.raw().isEmpty();
        Optional<Fields> fields =
                nothing ? Optional.empty() : Optional.of(new Fields(entry.value(), "node " + name, values));
        Optional<String> host = fields.flatMap(found -> text(found, "host"));
        Login own = login(name, fields);
        fields.ifPresent(Fields::done);
        boolean direct = own.jump().isPresent() || own.proxyCommand().isPresent();
        return new Login(
                name,
                host,
                own.port().isPresent() ? own.port() : defaults.port(),
                own.user().or(defaults::user),
                own.keys().isEmpty() ? defaults.keys() : own.keys(),
                direct ? own.jump() : defaults.jump().filter(jump -> !jump.equals(name.value())),
                direct ? own.proxyCommand() : defaults.proxyCommand(),
                own.password().or(defaults::password),
                own.passphrase().or(defaults::passphrase),
                own.acceptNewKeys().or(defaults::acceptNewKeys));
    }

    private Login login(NodeName name, Optional<Fields> fields) {
        return new Login(
                name,
                Optional.empty(),
                fields.filter(found -> found.has("port")).map(this::port).orElse(OptionalInt.empty()),
                fields.flatMap(found -> text(found, "user")),
                fields.map(found -> found.texts("key")).orElse(List.of()),
                fields.flatMap(found -> text(found, "jump")),
                fields.flatMap(found -> text(found, "proxyCommand")),
                fields.flatMap(found -> secret(found, "password")),
                fields.flatMap(found -> secret(found, "passphrase")),
                fields.flatMap(this::acceptNewKeys));
    }

    private OptionalInt port(Fields fields) {
        int port = fields.number("port");
        if (port < 1 || port > 65535) {
            fields.node("port").ifPresent(node -> values.problems().add(node, "a port is 1 to 65535", ""));
        }
        return OptionalInt.of(port);
    }

    private Optional<Boolean> acceptNewKeys(Fields fields) {
        return text(fields, "hostKeys").flatMap(word -> switch (word) {
            case "accept-new" -> Optional.of(true);
            case "strict" -> Optional.of(false);
            default -> {
                fields.node("hostKeys").ifPresent(node -> values.problems()
                        .unknown(node, "unknown policy \"" + word + "\"", word, List.of("strict", "accept-new")));
                yield Optional.empty();
            }
        });
    }

    /** The value itself is refused: a file is copied, shown and committed. */
    private Optional<SecretSource> secret(Fields fields, String key) {
        Function<String, Optional<SecretSource>> source = word -> {
            if (word.equals("prompt")) {
                return Optional.of(new SecretSource.Prompt());
            }
            if (word.matches(VARIABLE)) {
                return Optional.of(new SecretSource.Variable(word.substring(1)));
            }
            fields.node(key).ifPresent(node -> values.problems()
                    .add(
                            node,
                            "a " + key + " does not stand in a file",
                            "write prompt, or $NAME for an environment variable"));
            return Optional.empty();
        };
        return text(fields, key).flatMap(source);
    }

    /** {@code bgp: HomeLab}, or a map where the kubeconfig is not the usual one. */
    private Context cluster(YamlNode.Entry entry) {
        ClusterName name = new ClusterName(entry.key().raw());
        if (entry.value() instanceof YamlNode.Scalar) {
            return new Context(name, Texts.text(entry.value(), "a context", values), Optional.empty());
        }
        Fields fields = new Fields(entry.value(), "cluster " + name, values);
        Context context = new Context(name, fields.required("context"), text(fields, "kubeconfig"));
        fields.done();
        return context;
    }

    private static Optional<String> text(Fields fields, String key) {
        return fields.has(key) ? Optional.of(fields.text(key, "")) : Optional.empty();
    }
}
