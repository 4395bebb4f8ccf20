package dev.cilab.lab;

import java.util.List;
import java.util.stream.Collectors;

/** A lab's files are wrong; exit code 6. Carries every problem that was found, in the order of the files. */
public class LabInvalid extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public LabInvalid(List<Problem> problems) {
        super(problems.stream()
                .map(problem -> problem.at() + ": " + problem.message())
                .collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
