package dev.cilab.action;

import dev.cilab.action.Missing.NotDone;
import dev.cilab.action.Missing.Todo;
import dev.cilab.env.Scope;
import dev.cilab.exec.Command;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.Action;
import dev.cilab.lab.NodeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code sysctl}: a kernel parameter, now and (with {@code persist}) after the next boot, from a file of its own. */
final class SysctlHandler extends Converging<Action.Sysctl> {

    static final String FILE = "/etc/sysctl.d/90-cilab.conf";

    @Override
    Missing missing(Action.Sysctl action, Scope scope) throws Unreachable, NotDone {
        Nodes nodes = new Nodes(scope);
        NodeName node = action.node();
        String setting = action.key() + "=" + action.value();
        String now = nodes.must(node, Command.of("sysctl", "-n", action.key()))
                .strip()
                .replaceAll("\\s+", " ");
        List<Todo> todos = new ArrayList<>();
        if (!now.equals(action.value())) {
            Command write = Command.of("sysctl", "-w", setting).asRoot();
            todos.add(new Todo(
                    node.value(),
                    setting + " on " + node,
                    List.of(nodes.paste(node, write)),
                    Map.of(node + " " + action.key(), now),
                    () -> nodes.must(node, write)));
        }
        if (action.persist()
                && !nodes.run(node, Command.of("grep", "-qxF", setting, FILE)).ok()) {
            Command keep = Command.sh(persisting(action.key(), setting)).asRoot();
            todos.add(new Todo(
                    node.value(),
                    "keep " + setting + " on " + node,
                    List.of(nodes.paste(node, keep)),
                    () -> nodes.must(node, keep)));
        }
        return new Missing(action.persist() ? 2 : 1, todos, false);
    }

    private static String persisting(String key, String setting) {
        return "mkdir -p /etc/sysctl.d && touch " + FILE + " && sed -i '/^" + key.replace(".", "\\.") + "=/d' " + FILE
                + " && echo " + setting + " >> " + FILE;
    }
}
