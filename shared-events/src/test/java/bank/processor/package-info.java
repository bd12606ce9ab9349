@NullMarked
package bank.processor;

import org.jspecify.annotations.NullMarked;
