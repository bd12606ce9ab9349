@NullMarked
package bank.kubernetes;

import org.jspecify.annotations.NullMarked;
