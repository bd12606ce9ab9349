@NullMarked
package bank.host;

import org.jspecify.annotations.NullMarked;
