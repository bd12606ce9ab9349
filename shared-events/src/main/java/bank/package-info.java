@NullMarked
package bank;

import org.jspecify.annotations.NullMarked;
