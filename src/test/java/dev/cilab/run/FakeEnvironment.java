package dev.cilab.run;

import dev.cilab.env.Capability;
import dev.cilab.env.Environment;
import dev.cilab.env.Scope;
import dev.cilab.lab.Lab;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.Set;

/** An environment of which only its name and what it can do matter. */
final class FakeEnvironment {

    private FakeEnvironment() {}

    static Scope scope(Lab lab) {
        Environment environment = (Environment) Proxy.newProxyInstance(
                Environment.class.getClassLoader(),
                new Class<?>[] {Environment.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "name" -> "sandbox";
                    case "capabilities" -> Set.of(Capability.FRR_ROUTER);
                    case "whyUnchangeable" -> Optional.empty();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        return new Scope(environment, lab.topology(), lab.vars(), cluster -> {
            throw new UnsupportedOperationException("no permit is needed here");
        });
    }
}
