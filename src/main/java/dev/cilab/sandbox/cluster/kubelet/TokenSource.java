package dev.cilab.sandbox.cluster.kubelet;

import java.util.Optional;

/** Issues the tokens that pods find in their service account's folder. */
@FunctionalInterface
public interface TokenSource {

    /** Empty when there is no such account: the pod gets no token. */
    Optional<String> token(String namespace, String serviceAccount);
}
