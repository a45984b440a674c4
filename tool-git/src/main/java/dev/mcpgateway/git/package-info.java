/**
 * The git service: history and files of named repositories, read and never touched. {@link
 * dev.mcpgateway.git.GitApplication} starts it; what it answers to is in {@code tool}, one class a tool.
 *
 * <p>From the bottom up: {@code call} (limits, names, cursors), {@code repository} (which ones, opened how), {@code content},
 * {@code change}, {@code history}, {@code state} (what is read), {@code tool}.
 */
@NullMarked
package dev.mcpgateway.git;

import org.jspecify.annotations.NullMarked;
