/** The images that the sandbox knows, and what each really runs. */
package dev.cilab.sandbox.cluster.image;
