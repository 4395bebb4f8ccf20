package dev.cilab.kube;

import dev.cilab.exec.Unreachable;
import java.io.IOException;

/** Permits what the ownership record names. The cluster itself is asked who it is; its context, name and address prove nothing. */
public final class OwnershipGuard implements Guard {

    private final Ownership ownership;

    public OwnershipGuard(Ownership ownership) {
        this.ownership = ownership;
    }

    @Override
    public Permit permit(Cluster cluster) throws Refused, Unreachable {
        String uid = cluster.uid();
        try {
            if (!uid.isEmpty() && ownership.find(uid).isPresent()) {
                return new Permit(cluster.name(), uid);
            }
        } catch (IOException e) {
            throw new Refused("Nothing was written to cluster " + cluster.name() + ": " + e.getMessage());
        }
        throw new Refused("Nothing was written to cluster " + cluster.name() + " (UID " + uid
                + "): cilab neither made it nor was it adopted." + "\nLook at it: " + cluster.paste("get nodes")
                + "\nIf it may be changed: cilab adopt NAME --inventory FILE");
    }
}
