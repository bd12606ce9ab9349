@NullMarked
package bank.service;

import org.jspecify.annotations.NullMarked;
