package io.github.camelkraken.crash;

/** A request as a record. */
record Produced(Intent intent, Place place) {}
