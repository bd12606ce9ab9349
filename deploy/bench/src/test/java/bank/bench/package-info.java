@NullMarked
package bank.bench;

import org.jspecify.annotations.NullMarked;
