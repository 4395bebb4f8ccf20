package dev.cilab.run;

import dev.cilab.event.Result;
import java.util.Optional;

/**
 * One drill with one pattern of traffic.
 *
 * @param result PASS when it was measured, SKIP when the environment cannot
 * @param why    empty when it was measured
 * @param trial  absent unless it was measured
 */
public record MatrixCell(String pattern, String drill, Result result, String why, Optional<Trial> trial) {}
