package dev.cilab.probe;

import dev.cilab.env.Scope;
import dev.cilab.lab.ProbeCall;

/**
 * Looks at something and reports it as a typed record. The record's components are what lab files see: subset expectations and CEL
 * expressions address them by name.
 */
public interface Probe<O> {

    Observation<O> observe(ProbeCall call, Scope scope);
}
