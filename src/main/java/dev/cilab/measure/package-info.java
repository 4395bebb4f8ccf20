/**
 * Measurements: traffic that is made on the far side by one command, and what it tells of distribution, latency, sources and outages. Depends
 * on {@code exec} alone; who should have answered is the caller's to know.
 */
package dev.cilab.measure;
