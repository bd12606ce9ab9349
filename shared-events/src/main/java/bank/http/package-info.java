@NullMarked
package bank.http;

import org.jspecify.annotations.NullMarked;
