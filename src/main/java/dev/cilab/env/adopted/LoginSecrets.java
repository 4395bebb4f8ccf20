package dev.cilab.env.adopted;

import dev.cilab.env.SecretPrompt;
import dev.cilab.exec.Secret;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.Inventory;
import dev.cilab.lab.Inventory.Login;
import dev.cilab.lab.Inventory.SecretSource;
import dev.cilab.lab.NodeName;
import dev.cilab.ssh.Credentials;
import dev.cilab.ssh.SshTarget;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The secrets that an inventory's logins need: from environment variables, or asked for, once for all nodes that share the user. */
final class LoginSecrets {

    private final Inventory inventory;
    private final Map<String, String> variables;
    private final SecretPrompt prompt;
    private final Map<String, Optional<Secret>> answers = new HashMap<>();

    LoginSecrets(Inventory inventory, Map<String, String> variables, SecretPrompt prompt) {
        this.inventory = inventory;
        this.variables = variables;
        this.prompt = prompt;
    }

    /** Asks all questions now: later a live view may be drawing on the terminal, and many nodes connect at the same time. */
    void ask() throws InterruptedException {
        for (Login login : inventory.nodes()) {
            ask(login.password(), passwordQuestion(login));
            ask(login.passphrase(), passphraseQuestion(login));
        }
    }

    private synchronized void ask(Optional<SecretSource> source, String question) throws InterruptedException {
        boolean asked = source.filter(SecretSource.Prompt.class::isInstance).isPresent();
        if (asked && !answers.containsKey(question)) {
            answers.put(question, prompt.ask(question));
        }
    }

    /** @throws Unreachable when a secret is wanted that nobody gave */
    void require(Login login) throws Unreachable {
        require(login, "password", login.password(), passwordQuestion(login));
        require(login, "passphrase", login.passphrase(), passphraseQuestion(login));
    }

    private void require(Login login, String what, Optional<SecretSource> source, String question) throws Unreachable {
        if (source.isEmpty() || value(source.get(), question).isPresent()) {
            return;
        }
        throw new Unreachable(
                login.node().value(),
                switch (source.get()) {
                    case SecretSource.Prompt asked
                    when prompt.somebodyThere() ->
                        "its " + what + " was not given.\nType it, or name a variable in the inventory: " + what
                                + ": $NAME";
                    case SecretSource.Prompt asked ->
                        "its " + what + " is to be asked for, and there is no terminal to ask at"
                                + ".\nName a variable in the inventory instead: " + what + ": $NAME";
                    case SecretSource.Variable variable ->
                        "its " + what + " comes from $" + variable.name() + ", which is not set.\nSet it: read -rs "
                                + variable.name() + " && export " + variable.name();
                });
    }

    /** What the SSH connections ask; a machine on the way that the inventory does not name has keys only. */
    Credentials credentials() {
        return new Credentials() {
            @Override
            public Optional<Secret> password(SshTarget target) {
                return of(target.alias(), Login::password, LoginSecrets::passwordQuestion);
            }

            @Override
            public Optional<Secret> passphrase(Path key) {
                return inventory.nodes().stream()
                        .flatMap(login ->
                                login.passphrase().flatMap(source -> value(source, passphraseQuestion(login))).stream())
                        .findFirst();
            }
        };
    }

    private Optional<Secret> of(
            String node, Function<Login, Optional<SecretSource>> source, Function<Login, String> question) {
        return inventory.login(new NodeName(node)).flatMap(login -> source.apply(login)
                .flatMap(found -> value(found, question.apply(login))));
    }

    private synchronized Optional<Secret> value(SecretSource source, String question) {
        return switch (source) {
            case SecretSource.Prompt asked -> answers.getOrDefault(question, Optional.empty());
            case SecretSource.Variable variable ->
                Optional.ofNullable(variables.get(variable.name()))
                        .filter(value -> !value.isEmpty())
                        .map(Secret::of);
        };
    }

    private static String passwordQuestion(Login login) {
        return "Password of " + login.user().orElse("the user on " + login.node());
    }

    private static String passphraseQuestion(Login login) {
        List<String> keys = login.keys();
        return "Passphrase of " + (keys.isEmpty() ? "the key for " + login.node() : keys.getFirst());
    }
}
