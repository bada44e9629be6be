"""What a register tells about every act in it: its years, its office, its numbers."""
