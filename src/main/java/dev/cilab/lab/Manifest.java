package dev.cilab.lab;

/** A Kubernetes manifest of a lab: where it lies in the lab's folder, and its YAML with variables replaced (one or more documents). */
public record Manifest(String path, String yaml) {}
