/** Kubernetes' own controllers: one class per kind, started by changes, reading and writing only the object store. */
package dev.cilab.sandbox.cluster.controller;
