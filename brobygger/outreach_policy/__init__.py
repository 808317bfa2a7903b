"""What leaders decide about outreach: who is in the target group, how people are rung, and what is said to them."""
