package dev.cilab.action;

import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Guard;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the world lacks of what an action wants.
 *
 * @param wanted   how many parts the action has in all
 * @param todos    those that are missing, in order
 * @param parallel they do not depend on each other
 */
record Missing(int wanted, List<Todo> todos, boolean parallel) {

    Missing {
        todos = List.copyOf(todos);
    }

    /**
     * One part that is missing.
     *
     * @param where  node or cluster
     * @param what   e.g. {@code label enable-bgp=true on k8s-w0}
     * @param paste  lines that a person would type
     * @param before what it replaces, by what it belongs to; empty where nothing was there
     */
    record Todo(String where, String what, List<String> paste, Map<String, String> before, Work work) {

        Todo {
            paste = List.copyOf(paste);
            before = Map.copyOf(before);
        }

        Todo(String where, String what, List<String> paste, Work work) {
            this(where, what, paste, Map.of(), work);
        }
    }

    /** Does it. */
    @FunctionalInterface
    interface Work {
        void run() throws Unreachable, Guard.Refused, NotDone;
    }

    /** The far side answered, and it did not work. */
    static final class NotDone extends Exception {

        private static final long serialVersionUID = 1L;

        private final String next;

        /** @param next the command to look for oneself */
        NotDone(String evidence, String next) {
            super(evidence);
            this.next = next;
        }

        String next() {
            return next;
        }
    }

    boolean nothing() {
        return todos.isEmpty();
    }

    /** Pasted lines, each once: three nodes may be labelled by one command. */
    List<String> commands() {
        return todos.stream().flatMap(t -> t.paste().stream()).distinct().toList();
    }

    String summary() {
        String first = todos.getFirst().what();
        return switch (todos.size()) {
            case 1 -> first;
            case 2, 3 -> String.join(", ", todos.stream().map(Todo::what).toList());
            default -> first + " and " + (todos.size() - 1) + " more";
        };
    }

    Map<String, String> before() {
        Map<String, String> before = new LinkedHashMap<>();
        todos.forEach(t -> before.putAll(t.before()));
        return before;
    }
}
