/** Reads every event topic and hands what it reads to the store. */
package dev.pinwheel.audit.kafka;
