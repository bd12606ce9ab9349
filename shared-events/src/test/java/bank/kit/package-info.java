@NullMarked
package bank.kit;

import org.jspecify.annotations.NullMarked;
