package dev.cilab.env;

import java.util.List;

/** The environment cannot be brought up; the findings say why and what to do. */
public class NotReady extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Finding> findings;

    public NotReady(String message, List<Finding> findings) {
        super(message);
        this.findings = List.copyOf(findings);
    }

    public List<Finding> findings() {
        return findings;
    }
}
