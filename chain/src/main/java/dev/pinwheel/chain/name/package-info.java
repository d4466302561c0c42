/** Names, compared as what they say and not as how they are encoded. */
package dev.pinwheel.chain.name;
