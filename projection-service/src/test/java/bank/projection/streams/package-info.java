@NullMarked
package bank.projection.streams;

import org.jspecify.annotations.NullMarked;
