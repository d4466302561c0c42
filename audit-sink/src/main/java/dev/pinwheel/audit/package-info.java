/** The audit sink as a process: settings, definition, main. */
package dev.pinwheel.audit;
